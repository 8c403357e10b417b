#include "app/files/state_folder.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <limits>
#include <string>
#include <system_error>

#include <unistd.h>

#include "core/base/number_text.h"

namespace poolwalk {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view beginning = "autosave-", ending = ".json";

// The process of "autosave-PID.json" or "autosave-PID-2.json"; 0 if it is named otherwise.
int process_of(std::string_view name) {
    if (!name.starts_with(beginning) || !name.ends_with(ending)) return 0;
    name.remove_prefix(beginning.size());
    name.remove_suffix(ending.size());
    const std::size_t dash = name.find('-', 1);
    const auto pid = integer_from_text(name.substr(0, dash));
    const bool has_counter = dash == name.npos || integer_from_text(name.substr(dash + 1));
    return pid && has_counter && *pid > 0 && *pid <= std::numeric_limits<int>::max() ? static_cast<int>(*pid) : 0;
}

std::string program_of(const std::string& pid) {
    std::string name;
    std::getline(std::ifstream("/proc/" + pid + "/comm"), name);
    return name;
}

// Numbers of processes are used again: what lives under it now must be this program too.
bool is_running(int pid) {
    if (pid == ::getpid()) return false;
    if (::kill(pid, 0) != 0 && errno == ESRCH) return false;
    const std::string other = program_of(std::to_string(pid)), own = program_of("self");
    return other.empty() || own.empty() || other == own;
}

fs::path free_autosave() {
    const fs::path folder = state_folder();
    if (folder.empty()) return {};
    const std::string stem = std::string(beginning) + std::to_string(::getpid());
    std::error_code code;
    fs::path path = folder / (stem + std::string(ending));
    for (int i = 2; fs::exists(path, code); ++i)
        path = folder / (stem + "-" + std::to_string(i) + std::string(ending));
    return path;
}

}  // namespace

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

fs::path own_autosave() {
    static const fs::path path = free_autosave();
    return path;
}

std::vector<fs::path> left_autosaves() {
    struct Found {
        fs::path path;
        fs::file_time_type time;
    };
    std::vector<Found> found;
    std::error_code code;
    for (fs::directory_iterator it(state_folder(), code), end; !code && it != end; it.increment(code)) {
        const int pid = process_of(it->path().filename().string());
        std::error_code ignored;
        if (pid == 0 || is_running(pid) || it->path() == own_autosave()) continue;
        found.push_back({it->path(), it->last_write_time(ignored)});
    }
    std::ranges::sort(found, [](const Found& a, const Found& b) { return a.time > b.time; });
    std::vector<fs::path> paths;
    for (const Found& file : found) paths.push_back(file.path);
    return paths;
}

}  // namespace poolwalk
