// What the ending of a file's name says, whatever its case.
#pragma once

#include <string_view>

namespace poolwalk::io {

// Whether the name ends so; `ending` is in small letters, with its point.
bool has_ending(std::string_view name, std::string_view ending);

}  // namespace poolwalk::io
