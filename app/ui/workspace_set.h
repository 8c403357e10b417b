// A set of workspaces: where a panel stands, where an action works.
#pragma once

#include <concepts>
#include <cstdint>

#include "core/doc/view.h"

namespace poolwalk::ui {

struct WorkspaceSet {
    std::uint32_t bits = ~0u;  // all of them
    constexpr bool holds(Workspace workspace) const {
        return (bits >> static_cast<std::uint32_t>(workspace) & 1u) != 0;
    }
};

constexpr WorkspaceSet all_but(Workspace workspace) { return {~(1u << static_cast<std::uint32_t>(workspace))}; }

constexpr WorkspaceSet in(std::same_as<Workspace> auto... workspaces) {
    return {((1u << static_cast<std::uint32_t>(workspaces)) | ...)};
}

// Where cells are pinned and edited, of X and dY or of the network.
inline constexpr WorkspaceSet with_cells = in(Workspace::Walk, Workspace::Columns, Workspace::Network);

}  // namespace poolwalk::ui
