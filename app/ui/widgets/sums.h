// The sums that a step made, in a box of their own below its sentence.
#pragma once

#include "app/ui/frame.h"

namespace poolwalk::ui {

void draw_sums(const Frame& frame, const scene::StepWords& words);

}  // namespace poolwalk::ui
