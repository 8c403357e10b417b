// Symbolic links, as saving and opening follow them: what lies beside a file lies beside the link's target.
#pragma once

#include <filesystem>

namespace poolwalk::io {

// Where a file of this name is, or would be made: the end of the chain if `path` is a symbolic link, else `path`
// itself. Of a chain without an end any link.
std::filesystem::path follow_link(std::filesystem::path path);

}  // namespace poolwalk::io
