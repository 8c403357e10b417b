// Where the program keeps what is its own business, the settings and the autosaves: $XDG_STATE_HOME/poolwalk, or
// ~/.local/state/poolwalk.
#pragma once

#include <filesystem>

namespace poolwalk {

// Empty if there is no home. The folder is made by make_state_folder() only.
std::filesystem::path state_folder();
bool make_state_folder();

}  // namespace poolwalk
