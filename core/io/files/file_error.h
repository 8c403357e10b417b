// Errors that name a file, and text from outside as it can be shown in a sentence.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace poolwalk::io {

// "name, place: what", or "name: what" when the place is the whole file.
Error file_error(std::string_view name, std::string_view place, std::string_view what);
// What an exception has said while the file was read.
Error reading_failed(std::string_view name, std::string_view why);

// On one line: UTF-8 stays, every other byte becomes \xNN; at most `max_characters`.
std::string printable(std::string_view text, std::size_t max_characters);
// The beginning of it in quotes.
std::string quoted(std::string_view text);

}  // namespace poolwalk::io
