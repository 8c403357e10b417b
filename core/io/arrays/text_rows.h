// Rows of numbers, one a line, parted by one separator: CSV and its like.
#pragma once

#include "core/io/arrays/reader_support.h"
#include "core/io/arrays/text_number.h"

namespace poolwalk::io {

Result<Loaded> read_rows(const TextFile& file);

}  // namespace poolwalk::io
