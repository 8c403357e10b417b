// Reads numbers written as text, in one of two grammars: rows (text_rows.h) or nested brackets (text_brackets.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/base/progress.h"
#include "core/io/arrays/reader_support.h"

namespace poolwalk::io {

// Rows of numbers parted by one separator (comma, semicolon, tab or blanks), or nested brackets up
// to 4 levels as Python and NumPy print them. float64.
Result<Loaded> read_text(std::string_view bytes, std::string_view name, const Progress& progress = {});

// As read_file.h's CheckBeginning.
std::optional<Error> check_text_beginning(std::string_view beginning, std::uintmax_t file_bytes,
                                          std::string_view name);

}  // namespace poolwalk::io
