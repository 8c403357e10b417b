// A page to work on with a pencil: the grids before the first step, Y and dX empty, under what the layer is; and its
// solution. How grids become a page is figure.h's.
#pragma once

#include "core/io/export/figure.h"

namespace poolwalk::io {

// The drawing that a page is made of: of the Walk, on white, whatever the window shows.
std::string worksheet_svg(const AppState& state, const Derived& derived, const scene::Rect& canvas, bool is_solved);

}  // namespace poolwalk::io
