// The Check workspace as a picture: X and dX beside the grid of central differences and the
// notebook's check that checks nothing, and below them the loss along a nudge of the pinned cell.
#pragma once

#include <optional>

#include "core/doc/derived/analysis_cache.h"
#include "core/doc/derived/derived.h"
#include "core/scene/scene.h"

namespace poolwalk::scene {

Scene build_check_scene(const AppState& state, const Derived& derived, const Explorer& explorer, Rect canvas);

// The cell of X or dX under the mouse.
std::optional<CellRef> check_cell_at(const AppState& state, Rect canvas, Vec2 mouse);
// The cell whose loss is drawn: the pinned one of X or dX, else the first of the plane.
Nudge nudge_of(const AppState& state);

}  // namespace poolwalk::scene
