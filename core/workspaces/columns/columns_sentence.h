// What a step of im2col and col2im does, in words with its numbers, and what is said of the cell under
// the mouse, of memory and of sizes that do not fit.
#pragma once

#include "core/workspaces/hit.h"
#include "core/workspaces/walk/walk_sentence.h"

namespace poolwalk::scene {

// The step done last, which is `engine` in the engine's walk; before the first step, what is about to be done.
StepWords columns_words_of(const AppState& state, const std::optional<Step>& engine);

// "X(1, 2) = 7 · copied 4 times: columns 1, 2, 4 and 5", for a tooltip.
std::string columns_cell_words(const AppState& state, const Derived& derived, const Hit& hit);

// "X: 16 cells, 128 bytes" and the like, a line each.
std::vector<std::string> growth_words(const AppState& state);

// Accounts of the columns that are added back so far.
Budget columns_budget(const AppState& state, const Derived& derived);

}  // namespace poolwalk::scene
