#include "app/session/open_folder.h"

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string_view>

namespace poolwalk {
namespace {

// The program's place in PATH, or "".
std::string find_program(std::string_view name) {
    const char* path = std::getenv("PATH");
    std::string_view rest = path ? path : "";
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find(':'), rest.size());
        const std::string file = (std::filesystem::path(rest.substr(0, end)) / name).string();
        if (access(file.c_str(), X_OK) == 0) return file;
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return {};
}

}  // namespace

// The child of the child runs it, so that nobody has to wait for its end.
Result<Done> open_folder(const std::string& path) {
    const std::string program = find_program("xdg-open");
    if (program.empty()) return Error{"there is no xdg-open to open a folder with: install the package xdg-utils"};
    const pid_t child = fork();
    if (child < 0) return Error{path + ": no process could be started to open it"};
    if (child == 0) {
        if (fork() == 0) {
            setsid();
            execl(program.c_str(), program.c_str(), path.c_str(), static_cast<char*>(nullptr));
        }
        _exit(0);
    }
    waitpid(child, nullptr, 0);
    return Done{};
}

}  // namespace poolwalk
