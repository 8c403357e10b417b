#include "core/io/files/unfinished.h"

#include <mutex>
#include <set>
#include <system_error>
#include <utility>

namespace poolwalk::io {
namespace {

// Of the whole program, as the signal that stops it is.
struct Registry {
    std::mutex mutex;
    std::multiset<std::filesystem::path> files;
};

Registry& registry() {
    static auto* const all = new Registry;  // never destroyed: a thread may still write when the program ends
    return *all;
}

}  // namespace

Unfinished::Unfinished(std::filesystem::path file) : file_(std::move(file)) {
    const std::scoped_lock lock(registry().mutex);
    registry().files.insert(file_);
}

Unfinished::Unfinished(Unfinished&& other) noexcept : file_(std::exchange(other.file_, {})) {}

Unfinished::~Unfinished() {
    if (file_.empty()) return;
    const std::scoped_lock lock(registry().mutex);
    registry().files.extract(file_);
}

void remove_unfinished() {
    std::unique_lock lock(registry().mutex);
    std::error_code code;
    for (const std::filesystem::path& file : registry().files) std::filesystem::remove(file, code);
    lock.release();
}

}  // namespace poolwalk::io
