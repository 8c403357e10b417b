// A film as an animated GIF: one palette over all pictures, of each only the rectangle that differs from
// the one before, and in it a transparent index where nothing does. It plays round and round.
#pragma once

#include <string>

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/io/export/film.h"

namespace poolwalk::io {

// The bytes of the file. The film has a picture. With at most 255 colours every pixel is exact.
Result<std::string> gif_bytes(const Film& film, const Progress& progress);

}  // namespace poolwalk::io
