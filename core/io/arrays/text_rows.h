// Rows of numbers, one a line: CSV and its like, tables of Markdown and LaTeX, and what MATLAB, Octave, Julia, R,
// pandas and Torch print. Arrays in brackets are text_brackets.h's.
#pragma once

#include "core/io/arrays/reader_support.h"
#include "core/io/arrays/text_number.h"

namespace poolwalk::io {

Result<Loaded> read_rows(const TextFile& file);

}  // namespace poolwalk::io
