#include "core/io/files/follow_link.h"

#include <system_error>

namespace poolwalk::io {

std::filesystem::path follow_link(std::filesystem::path path) {
    constexpr int max_links = 40;  // as Linux has it
    std::error_code code;
    for (int i = 0; i < max_links && std::filesystem::is_symlink(path, code); ++i) {
        const std::filesystem::path target = std::filesystem::read_symlink(path, code);
        if (code) break;
        path = target.is_absolute() ? target : path.parent_path() / target;
    }
    return path;
}

}  // namespace poolwalk::io
