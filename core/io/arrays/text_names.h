// What the names of calls and keys around an array mean, in the languages that print one. Where they may stand is
// text_frame.h's to say.
#pragma once

#include <string_view>

namespace poolwalk::io {

// Calls that make a list of what they hold, as R's c(1, 2).
bool makes_list(std::string_view name);
// Calls whose numbers are a shape or a range, not an array's own.
bool makes_up_numbers(std::string_view name);

// Keys of a shape, of an array, and of lists beside an array that are no numbers of it, wherever they stand.
bool is_shape_key(std::string_view key);
bool is_data_key(std::string_view key);
bool is_other_key(std::string_view key);

}  // namespace poolwalk::io
