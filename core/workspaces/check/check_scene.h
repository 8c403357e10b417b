// The Check workspace as a picture: X and dX beside the grid of central differences and the notebook's check that
// checks nothing, or the dX that was given to be diagnosed; below them the loss along a nudge of the pinned cell.
#pragma once

#include "core/workspaces/check/check_layout.h"
#include "core/workspaces/shown.h"

namespace poolwalk::scene {

void draw_check(Scene& scene, const Shown& shown, const CheckLayout& layout);

// The dX that was given has X's shape, and stands beside that of the chosen rules.
bool shows_claim(const Shown& shown);
// Its cell of the plane that is shown is another number, at the precision that it was given in.
bool claim_differs(const Shown& shown, Place cell);

// The cell whose loss is drawn: the pinned one of X or dX, else the first of the plane.
Nudge nudge_of(const AppState& state);

}  // namespace poolwalk::scene
