#include "core/io/files/file_stamp.h"

#include <sys/stat.h>

namespace poolwalk::io {

FileStamp stamp_of(const std::filesystem::path& path) {
    struct stat found {};
    if (::stat(path.c_str(), &found) != 0) return {};
    constexpr std::int64_t ns_per_s = 1'000'000'000;
    return {.modified_ns = std::int64_t{found.st_mtim.tv_sec} * ns_per_s + found.st_mtim.tv_nsec,
            .bytes = found.st_size,
            .inode = found.st_ino};
}

}  // namespace poolwalk::io
