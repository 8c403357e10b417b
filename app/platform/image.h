// Pixels read back from what was drawn offscreen.
// Writing them to a file is core/io/arrays/png_write.h.
#pragma once

#include <cstdint>
#include <vector>

#include "app/platform/surface.h"

namespace poolwalk::platform {

struct Image {
    int width = 0, height = 0;
    std::vector<std::uint8_t> rgba;  // [height * width * 4], top row first
    bool operator==(const Image&) const = default;
};

// The colours of the framebuffer that is bound for reading, alpha set to 255.
Image read_pixels(SizePx size);

}  // namespace poolwalk::platform
