// Nested brackets, as Python, NumPy and PyTorch print an array.
#pragma once

#include <string_view>

#include "core/io/arrays/reader_support.h"
#include "core/io/arrays/text_number.h"

namespace poolwalk::io {

// Whether the text, blanks left out, begins as a list, a tuple or `array(`.
bool begins_with_bracket(std::string_view bytes);

Result<Loaded> read_brackets(const TextFile& file);

}  // namespace poolwalk::io
