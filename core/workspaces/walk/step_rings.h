// What the step and the mouse light up in the Walk: the present window and its maxima, the mask, hover, pin,
// selection.
#pragma once

#include "core/workspaces/walk/walk_sketch.h"

namespace poolwalk::scene {

void add_mask(const WalkSketch& sketch);
void add_window(const WalkSketch& sketch);  // outlines and rings of the present window
void add_links(const WalkSketch& sketch);   // hover, pin, selection

}  // namespace poolwalk::scene
