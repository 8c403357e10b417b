// Reads JPEG pictures as arrays of samples, as png_read.h does PNG.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/base/progress.h"
#include "core/io/arrays/reader_support.h"

namespace poolwalk::io {

// Grey or colour, 0 to 255, as C x H x W in float64.
Result<Loaded> read_jpeg(std::string_view bytes, std::string_view name, const Progress& progress = {});

}  // namespace poolwalk::io
