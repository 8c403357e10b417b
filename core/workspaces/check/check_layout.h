// Where things lie in the Check workspace: four arrays of X's shape side by side in the upper part of the canvas,
// two by two on a narrow one, and the curve of the loss below them.
#pragma once

#include <array>

#include "core/doc/update/update.h"
#include "core/scene/placed_grid.h"

namespace poolwalk::scene {

struct CheckLayout {
    Rect canvas{};
    float arrays_bottom = 0;  // of the part that the arrays take
    std::array<Rect, 4> rooms{};
    std::array<PlacedGrid, 4> grids{};
};

CheckLayout check_layout(const AppState& state, Rect canvas);

// The cell of X or dX under the mouse; that of the differences is dX's.
std::optional<CellRef> check_cell_at(const AppState& state, const CheckLayout& layout, Vec2 mouse);

}  // namespace poolwalk::scene
