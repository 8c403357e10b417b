#include "app/cli/targets.h"

#include <system_error>

#include "core/io/files/file_error.h"
#include "core/io/files/save_file.h"

namespace poolwalk::cli {

Result<Done> check_target(const std::filesystem::path& path, bool force) {
    std::error_code code;
    if (!force && std::filesystem::exists(path, code))
        return io::file_error(path.string(), "", "the file exists already; --force writes over it");
    return io::check_target(path, force);
}

void NewFiles::begin(const std::filesystem::path& path) {
    std::error_code code;
    if (!std::filesystem::exists(path, code)) files_.push_back({path, io::Unfinished(path)});
}

void NewFiles::take_back() {
    std::error_code code;
    for (const File& file : files_) std::filesystem::remove(file.path, code);
}

}  // namespace poolwalk::cli
