#include "app/files/state_folder.h"

#include <cstdlib>
#include <system_error>

namespace poolwalk {

namespace fs = std::filesystem;

fs::path state_folder() {
    // The standard wants a relative path ignored.
    if (const char* state = std::getenv("XDG_STATE_HOME"); state && *state == '/')
        return fs::path(state) / "poolwalk";
    if (const char* home = std::getenv("HOME"); home && *home) return fs::path(home) / ".local/state/poolwalk";
    return {};
}

bool make_state_folder() {
    const fs::path folder = state_folder();
    std::error_code code;
    if (folder.empty()) return false;
    fs::create_directories(folder, code);
    return fs::is_directory(folder, code);
}

}  // namespace poolwalk
