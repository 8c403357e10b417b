// The baseline beside the present document: it has the left half of the canvas, to look at, and the present one
// the right. Over each half stands what it is.
#pragma once

#include "app/ui/frame.h"
#include "core/workspaces/workspaces.h"

namespace poolwalk::ui {

bool shows_baseline(const Frame& frame);

struct Halves {
    ImVec2 left, right;  // top left of each, under the strip that says what it is
    ImVec2 size;         // of one
};
Halves halves_of(const Frame& frame, ImVec2 corner, ImVec2 size);

// Draws the baseline into its half; what is under the mouse there lights up in both.
void draw_baseline(const Frame& frame, const Halves& halves);
// Rings in `scene` where the two differ, and says how many cells that are.
void draw_differences(const Frame& frame, const Halves& halves, const scene::AnyLayout& layout, scene::Scene& scene);

}  // namespace poolwalk::ui
