// A drawing (figure.h) by librsvg and Cairo: as a PDF whose text is text, or as pixels.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace poolwalk::io {

// Why neither can be made here; empty if both can.
std::string no_figure_paint();

// The bytes of a PDF of one page as large as the drawing.
Result<std::string> figure_pdf(std::string_view svg, const std::string& title);

struct Pixels {
    int width = 0, height = 0;
    std::vector<std::uint8_t> rgba;  // [height * width * 4], top row first, alpha not premultiplied
};
// The drawing in `width` x `height` pixels.
Result<Pixels> figure_pixels(std::string_view svg, int width, int height);

}  // namespace poolwalk::io
