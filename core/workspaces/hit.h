// What is under the mouse on a picture, and what lasts of it from one frame to the next. A workspace's `hit`
// (workspaces.h) finds it, its `click` makes a command of it, its picture lights it up.
#pragma once

#include <optional>
#include <variant>

#include "core/doc/view.h"
#include "core/pool/columns.h"
#include "core/scene/scene.h"

namespace poolwalk::scene {

// A cell that holds a number which can be pinned: of the four arrays, or of the network.
using AnyCell = std::variant<CellRef, NetworkCell>;

// What can be grabbed and pulled, and the thing as it was when that began.
enum class Grip : std::uint8_t { Window, Kernel, Stride, Value };
struct Grab {
    Grip grip = Grip::Window;
    GridId grid = GridId::Input;
    Vec2 from{}, corner{};  // the mouse; the top left of what is grabbed
    Place window{};         // that is grabbed
    bool is_below = false;  // the next window lies below, not beside
    double value = 0, step = 1;
    bool operator==(const Grab&) const = default;
};

struct Hit {
    std::optional<CellRef> cell{};         // of X, Y, dX or dY; that of a matrix's entry is the cell it copies
    std::optional<MatrixEntry> entry{};    // of X_col or dX_col
    std::optional<std::int64_t> column{};  // of a matrix, or of the rows Y and dY beside it
    std::optional<NetworkCell> number{};   // of the network
    std::optional<std::int64_t> epoch{};   // of the loss curves
    std::optional<Rules> card{};           // of the Rules workspace
    std::optional<Place> card_cell{};      // of that card's dX
    std::optional<std::int64_t> plane{};   // whose thumbnail it is
    std::optional<AnyCell> editable{};     // a double click changes its number
    std::optional<Grab> grab{};            // a drag from here pulls it
    std::optional<Camera> camera{};        // a click looks there
    bool is_compare = false;               // the word "compare" on the card
    bool has_number = false;               // a drag from here selects cells, from elsewhere it moves the picture
    bool is_button = false;                // a hand shows that it can be clicked
    Rect marked{};                         // what a presentation points at; empty: nothing
    bool operator==(const Hit&) const = default;
};

struct Pointing {
    Hit hit{};
    std::int64_t scroll = 0;       // columns by which the wheel moved the part of a matrix that is shown
    std::int64_t scrolled_at = 0;  // steps done then; the next step goes back to following
    bool operator==(const Pointing&) const = default;
};

}  // namespace poolwalk::scene
