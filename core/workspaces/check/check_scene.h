// The Check workspace as a picture: X and dX beside the grid of central differences and the
// notebook's check that checks nothing, and below them the loss along a nudge of the pinned cell.
#pragma once

#include "core/workspaces/check/check_layout.h"
#include "core/workspaces/shown.h"

namespace poolwalk::scene {

void draw_check(Scene& scene, const Shown& shown, const CheckLayout& layout);

// The cell whose loss is drawn: the pinned one of X or dX, else the first of the plane.
Nudge nudge_of(const AppState& state);

}  // namespace poolwalk::scene
