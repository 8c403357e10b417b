// Reads NumPy's .npy files: the values behind the header, which npy_header.h reads. Writing them is npy_write.h's.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/io/arrays/reader_support.h"

namespace poolwalk::io {

// Versions 1 to 3; bool, integers of 1 to 8 bytes, float16/32/64, either byte order, C or Fortran
// order, 1 to 4 dimensions. float32 stays, float16 becomes float32, everything else float64.
Result<Loaded> read_npy(std::string_view bytes, std::string_view name);

// As read_file.h's CheckBeginning.
std::optional<Error> check_npy_beginning(std::string_view beginning, std::uintmax_t file_bytes,
                                         std::string_view name);

}  // namespace poolwalk::io
