// Pictures as tests see them: read back from PNG, compared with a golden picture, and what is left of a
// comparison that fails. The pictures themselves are picture_test.cpp's.
#pragma once

#include <filesystem>
#include <string>

#include "app/platform/image.h"
#include "core/base/result.h"

namespace poolwalk::test {

Result<platform::Image> read_picture(const std::filesystem::path& path);

// What the pixels of a picture depend on beside the program: fonts, FreeType, ImGui, the renderer. One a line.
// Needs OpenGL for a moment; without it, an Error.
Result<std::string> made_with();

// How two pictures of one size differ; a pixel counts when a channel is more than 2 of 255 apart.
struct Difference {
    std::int64_t pixels = 0;         // of the whole picture
    std::int64_t in_worst_tile = 0;  // of 32 x 32
    double coarse_mean = 0;          // of the pictures made smaller by 8, as a part of 1
};
Difference difference_of(const platform::Image& a, const platform::Image& b);

// The picture faded, what differs in magenta.
platform::Image difference_picture(const platform::Image& a, const platform::Image& b);

}  // namespace poolwalk::test
