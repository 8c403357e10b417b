// The files that a command writes: looked at before any work is done, and all of them there in the end, or none.
#pragma once

#include <filesystem>
#include <vector>

#include "core/base/result.h"
#include "core/io/files/unfinished.h"

namespace poolwalk::cli {

// Why it cannot be written, if that can be told by now: it exists and not `force`, or it is no ordinary file.
Result<Done> check_target(const std::filesystem::path& path, bool force);

// The files that were not there before. A command that is stopped leaves none of them.
class NewFiles {
public:
    // Before it is written.
    void begin(const std::filesystem::path& path);
    // As if nothing had been asked for.
    void take_back();

private:
    struct File {
        std::filesystem::path path;
        io::Unfinished unfinished;
    };
    std::vector<File> files_;
};

}  // namespace poolwalk::cli
