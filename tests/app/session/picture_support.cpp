#include "tests/app/session/picture_support.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include <png.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "app/gl/gl.h"
#include "app/platform/offscreen.h"
#include "imgui.h"

namespace poolwalk::test {
namespace {

using platform::Image;

// What app/render/fonts.cpp takes where all font packages are installed, and what it takes where one is not.
constexpr std::array font_files{
    "/usr/share/fonts/opentype/inter/Inter-Medium.otf",
    "/usr/share/fonts/opentype/inter/Inter-SemiBold.otf",
    "/usr/share/fonts/truetype/jetbrains-mono/JetBrainsMono-Medium.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSansCondensed.ttf",
};

// FNV-1a, 64 bits.
std::string hash_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return "absent";
    std::uint64_t hash = 14695981039346656037u;
    for (std::istreambuf_iterator<char> at(file), end; at != end; ++at)
        hash = (hash ^ static_cast<unsigned char>(*at)) * 1099511628211u;
    std::string text;
    for (int shift = 60; shift >= 0; shift -= 4) text += "0123456789abcdef"[hash >> shift & 15];
    return text;
}

std::string freetype_version() {
    FT_Library library = nullptr;
    if (FT_Init_FreeType(&library) != 0) return "none";
    FT_Int major = 0, minor = 0, patch = 0;
    FT_Library_Version(library, &major, &minor, &patch);
    FT_Done_FreeType(library);
    return std::to_string(major) + "." + std::to_string(minor) + "." + std::to_string(patch);
}

std::array<int, 3> rgb(const Image& image, int x, int y) {
    const std::size_t at =
        (static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width) + static_cast<std::size_t>(x)) * 4;
    return {image.rgba[at], image.rgba[at + 1], image.rgba[at + 2]};
}

bool differ(const Image& a, const Image& b, int x, int y) {
    const auto p = rgb(a, x, y), q = rgb(b, x, y);
    return std::max({std::abs(p[0] - q[0]), std::abs(p[1] - q[1]), std::abs(p[2] - q[2])}) > 2;
}

// The mean colour of a block of 8 x 8, cut at the edge.
std::array<double, 3> block_mean(const Image& image, int left, int top) {
    std::array<double, 3> sum{};
    int count = 0;
    for (int y = top; y < std::min(top + 8, image.height); ++y)
        for (int x = left; x < std::min(left + 8, image.width); ++x, ++count)
            for (std::size_t i = 0; i < 3; ++i) sum[i] += rgb(image, x, y)[i];
    for (double& channel : sum) channel /= count;
    return sum;
}

double coarse_mean(const Image& a, const Image& b) {
    double sum = 0;
    int count = 0;
    for (int y = 0; y < a.height; y += 8)
        for (int x = 0; x < a.width; x += 8) {
            const auto p = block_mean(a, x, y), q = block_mean(b, x, y);
            for (std::size_t i = 0; i < 3; ++i, ++count) sum += std::abs(p[i] - q[i]) / 255;
        }
    return count == 0 ? 0 : sum / count;
}

}  // namespace

Result<Image> read_picture(const std::filesystem::path& path) {
    png_image png{};
    png.version = PNG_IMAGE_VERSION;
    if (!png_image_begin_read_from_file(&png, path.c_str())) return Error{path.string() + ": " + png.message};
    png.format = PNG_FORMAT_RGBA;
    Image image{static_cast<int>(png.width), static_cast<int>(png.height), {}};
    image.rgba.resize(PNG_IMAGE_SIZE(png));
    if (!png_image_finish_read(&png, nullptr, image.rgba.data(), 0, nullptr))
        return Error{path.string() + ": " + png.message};
    return image;
}

Result<std::string> made_with() {
    const auto surface = platform::Offscreen::open(8, 8);
    if (!surface) return surface.error();
    const std::string renderer = reinterpret_cast<const char*>(glGetString(GL_RENDERER));
    std::string text = "renderer " + renderer.substr(0, renderer.find(" (")) + "\nFreeType " + freetype_version() +
                       "\nImGui " IMGUI_VERSION "\n";
    for (const std::filesystem::path file : font_files) text += file.filename().string() + " " + hash_of(file) + "\n";
    return text;
}

Difference difference_of(const Image& a, const Image& b) {
    constexpr int tile = 32;
    Difference found;
    for (int top = 0; top < a.height; top += tile)
        for (int left = 0; left < a.width; left += tile) {
            std::int64_t here = 0;
            for (int y = top; y < std::min(top + tile, a.height); ++y)
                for (int x = left; x < std::min(left + tile, a.width); ++x) here += differ(a, b, x, y);
            found.pixels += here;
            found.in_worst_tile = std::max(found.in_worst_tile, here);
        }
    found.coarse_mean = coarse_mean(a, b);
    return found;
}

Image difference_picture(const Image& a, const Image& b) {
    Image picture = a;
    for (int y = 0; y < a.height; ++y)
        for (int x = 0; x < a.width; ++x) {
            const std::size_t at =
                (static_cast<std::size_t>(y) * static_cast<std::size_t>(a.width) + static_cast<std::size_t>(x)) * 4;
            for (std::size_t i = at; i < at + 3; ++i) picture.rgba[i] = static_cast<std::uint8_t>(a.rgba[i] / 3);
            if (differ(a, b, x, y)) picture.rgba[at] = picture.rgba[at + 2] = 255;
        }
    return picture;
}

}  // namespace poolwalk::test
