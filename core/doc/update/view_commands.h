// Commands that change how the document is looked at: workspace, plane, cells, camera, masks.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "core/doc/document.h"
#include "core/doc/view.h"

namespace poolwalk {

struct SetWorkspace {
    Workspace workspace = Workspace::Walk;
};
// Of the Rules workspace.
struct SetReference {
    Rules reference;
};
// The document's rules from now on, in Walk.
struct WalkTile {
    Rules rules;
};
struct SetCheck {
    CheckSettings check;
};
// A dX to diagnose.
struct SetClaim {
    std::string title;
    AnyTensor grad_input;
    std::string file{};
};
struct DropClaim {};
struct HideGrid {
    GridId grid = GridId::Output;
    bool hidden = true;
};
// Y and dX; or show every grid.
struct HideAnswers {
    bool hide = true;
};
struct ChoosePlane {
    std::int64_t plane = 0;
};
struct Hover {
    std::optional<CellRef> cell;
};
struct Pin {
    std::optional<CellRef> cell;
};
// From the pinned cell.
struct SelectTo {
    Place cell;
};
struct MovePin {
    std::int64_t rows = 0, cols = 0;
};
struct SetCamera {
    Camera camera;
};
struct NextMask {};
struct NextYShows {};
struct SetMask {
    Mask mask = Mask::None;
};
struct SetYShows {
    YShows shows = YShows::Values;
};
struct SetColormap {
    std::uint8_t row = 0;
};

using ViewCommand = std::variant<SetWorkspace, SetReference, WalkTile, SetCheck, SetClaim, DropClaim, HideGrid,
                                 HideAnswers, ChoosePlane, Hover, Pin, SelectTo, MovePin, SetCamera, NextMask,
                                 NextYShows, SetMask, SetYShows, SetColormap>;

}  // namespace poolwalk
