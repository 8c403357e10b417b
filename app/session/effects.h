// The outside world on behalf of update(): files, examples, clipboard. A request goes in, commands
// that carry what was found come out; a failure becomes a sentence in the status line.
#pragma once

#include <string>
#include <vector>

#include "app/ui/frame.h"
#include "core/base/progress.h"
#include "core/doc/update/update.h"

namespace poolwalk {

// The command that a file asks for (open_work.h) and what there is to say about it.
std::vector<Command> take_in(const Request& request, const Result<Command>& command, const AppState& state);

// ImGui's clipboard is used, so a test without a window has one too. Quit asks for nothing here.
std::vector<Command> carry_out(const Request& request, const AppState& state, const Derived& derived);

// Folders and files that the program can open, folders first; the parent is "..".
std::vector<ui::FolderEntry> list_folder(const std::string& folder);

// The selected cells, or the plane of X, in the format; empty if one is not computed yet.
std::string cells_as_text(const AppState& state, const Derived& derived, CopyAs format);

}  // namespace poolwalk
