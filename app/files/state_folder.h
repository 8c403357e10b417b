// Where the program keeps what is its own business: $XDG_STATE_HOME/poolwalk, or ~/.local/state/poolwalk.
// Autosaves there are named by their process, so that several programs do not disturb each other.
#pragma once

#include <filesystem>
#include <vector>

namespace poolwalk {

// Empty if there is no home. The folder is made by make_state_folder() only.
std::filesystem::path state_folder();
bool make_state_folder();

// Of this process; the same at every call.
std::filesystem::path own_autosave();
// Those whose processes ended without removing them, newest first.
std::vector<std::filesystem::path> left_autosaves();

}  // namespace poolwalk
