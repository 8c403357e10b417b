// Which cells were edited lately, so that what follows from the document can be brought up to date without
// being worked out anew (rederive(), derived.h).
#pragma once

#include <optional>
#include <vector>

#include "core/doc/grid_id.h"
#include "core/pool/window.h"

namespace poolwalk {

struct EditedCell {
    GridId grid = GridId::Input;  // X or dY
    std::int64_t plane = 0;
    Place cell;
    bool operator==(const EditedCell&) const = default;
};

class EditLog {
public:
    static constexpr std::size_t limit = 256;  // cells

    // The document came to `revision` by edits of these cells, or by anything else.
    void edited(std::uint64_t revision, const std::vector<EditedCell>& cells);
    void changed(std::uint64_t revision);
    // The cells edited after `revision`; absent if they are not known, or not all that changed.
    std::optional<std::vector<EditedCell>> after(std::uint64_t revision) const;

private:
    struct Entry {
        std::uint64_t revision = 0;
        EditedCell cell;
    };
    std::uint64_t since_ = 1;  // what changed after this revision is here
    std::vector<Entry> entries_;
};

}  // namespace poolwalk
