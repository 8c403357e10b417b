// The sums that a step made, in a box of their own below its sentence.
#pragma once

#include "app/ui/frame.h"

namespace poolwalk::ui {

// The largest letters, before scaling, in which no line is wider than the room: a formula is not broken.
float letters_for_lines(const Frame& frame, const std::string& lines, float largest, float smallest, float room_px);

void draw_sums(const Frame& frame, const scene::StepWords& words);

}  // namespace poolwalk::ui
