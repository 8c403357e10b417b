// Reads numbers as people have them: what stands around them is text_frame.h's, the numbers are in nested brackets
// (text_brackets.h) or in rows (text_rows.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/base/progress.h"
#include "core/io/arrays/reader_support.h"

namespace poolwalk::io {

// One array as Python, NumPy, PyTorch, TensorFlow, JAX, Julia, R, MATLAB, Octave, Mathematica, C++, LaTeX, Markdown
// or a spreadsheet write it, with what they put around it. float64, unless the text says otherwise.
Result<Loaded> read_text(std::string_view bytes, std::string_view name, const Progress& progress = {});

// As read_file.h's CheckBeginning.
std::optional<Error> check_text_beginning(std::string_view beginning, std::uintmax_t file_bytes,
                                          std::string_view name);

}  // namespace poolwalk::io
