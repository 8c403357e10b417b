// Parts that the panels of several workspaces share: a step in words, the score of Predict, code with the lines being
// run, the variables to watch. What they say comes from core.
#pragma once

#include "app/ui/frame.h"

namespace poolwalk::ui {

// While Predict asks: that it does, and the score.
void draw_predict_badge(const Frame& frame);
void draw_words(const Frame& frame, const scene::StepWords& words);

// Indices [first, last] of lines that run; first > last: none.
struct Running {
    std::size_t first = 1, last = 0;
};
void draw_code(const Frame& frame, const std::vector<CodeLine>& lines, Running running);
void draw_watches(const Frame& frame, const std::vector<Watch>& watches);

}  // namespace poolwalk::ui
