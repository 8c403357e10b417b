// What sessions have in common, as text that deflate may refer to (link.h). A link names its dictionary by zlib's
// checksum of it, so a dictionary never changes and never goes: a new one is one more row, behind the others.
#pragma once

#include <span>
#include <string_view>

namespace poolwalk::io {

// The last one is used for writing.
std::span<const std::string_view> link_dictionaries();

}  // namespace poolwalk::io
