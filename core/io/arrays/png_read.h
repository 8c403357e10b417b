// Reads PNG pictures as arrays of samples. Writing pictures is png_write.h's.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/base/progress.h"
#include "core/io/arrays/reader_support.h"

namespace poolwalk::io {

// Grey, colour or palette, 1 to 16 bits, as C x H x W in float64; alpha is dropped, and a note says so.
Result<Loaded> read_png(std::string_view bytes, std::string_view name, const Progress& progress = {});

// As read_file.h's CheckBeginning.
std::optional<Error> check_png_beginning(std::string_view beginning, std::uintmax_t file_bytes,
                                         std::string_view name);

}  // namespace poolwalk::io
