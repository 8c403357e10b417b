#include "core/base/check.h"

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "core/base/check_handler.h"

namespace poolwalk {
namespace {

std::atomic<void (*)(std::string_view)> check_handler = nullptr;

// Within the project, wherever that was built.
std::string_view in_project(std::string_view file) {
    for (const std::string_view room : {"tests/", "core/", "app/"})
        for (std::size_t at = file.find(room); at != file.npos; at = file.find(room, at + 1))
            if (at == 0 || file[at - 1] == '/') return file.substr(at);
    return file;
}

}  // namespace

void set_check_handler(void (*handler)(std::string_view sentence)) { check_handler = handler; }

void check_failed(const char* condition, const char* file, int line) {
    const std::string sentence = "internal error at " + std::string(in_project(file)) + ":" + std::to_string(line) +
                                 ": " + condition + " does not hold";
    std::fprintf(stderr, "poolwalk: %s\n", sentence.c_str());
    if (const auto handler = check_handler.exchange(nullptr)) handler(sentence);
    std::abort();
}

}  // namespace poolwalk
