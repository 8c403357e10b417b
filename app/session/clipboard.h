// Cells to the clipboard and back. ImGui's clipboard is used, so a test without a window has one too.
#pragma once

#include <vector>

#include "core/doc/derived/derived.h"
#include "core/doc/update/update.h"

namespace poolwalk {

// Copies the selected cells, or the plane of X, as far as they are computed by now. Returns what there is to say.
std::vector<Command> copy_cells(const AppState& state, const Derived& derived, CopyAs format);

// The commands that put the pasted array at the pinned cell, or in the place of X.
std::vector<Command> paste_cells(const AppState& state);

// The pasted array as the command that claims it to be dX.
Result<Command> paste_claim();

}  // namespace poolwalk
