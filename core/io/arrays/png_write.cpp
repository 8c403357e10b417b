#include "core/io/arrays/png_write.h"

#include <png.h>

#include <csetjmp>
#include <cstdio>
#include <string>
#include <vector>

#include "core/io/files/save_file.h"

namespace poolwalk::io {

namespace {

void append(png_structp png, png_bytep bytes, png_size_t count) {
    static_cast<std::string*>(png_get_io_ptr(png))->append(reinterpret_cast<const char*>(bytes), count);
}

void flush_nothing(png_structp) {}

// Everything that has a destructor lives in the caller: libpng leaves by longjmp.
bool encode_into(std::string& out, int width, int height, const std::vector<png_const_bytep>& rows) {
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
    png_infop info = png ? png_create_info_struct(png) : nullptr;
    if (!info || setjmp(png_jmpbuf(png))) {
        png_destroy_write_struct(&png, &info);
        return false;
    }
    png_set_write_fn(png, &out, append, flush_nothing);
    png_set_user_limits(png, 0x7fffffff, 0x7fffffff);
    png_set_IHDR(png, info, static_cast<png_uint_32>(width), static_cast<png_uint_32>(height), 8,
                 PNG_COLOR_TYPE_RGB_ALPHA, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    // A fifth larger than at zlib's own level, in a third of the time.
    png_set_compression_level(png, 3);
    // Flat colours and the same letters again and again: filters would only hide that from zlib.
    png_set_filter(png, PNG_FILTER_TYPE_BASE, PNG_FILTER_NONE);
    png_write_info(png, info);
    for (png_const_bytep row : rows) png_write_row(png, row);
    png_write_end(png, info);
    png_destroy_write_struct(&png, &info);
    return true;
}

}  // namespace

Result<std::string> png_bytes(int width, int height, std::span<const std::uint8_t> rgba) {
    const std::string size = std::to_string(width) + " x " + std::to_string(height);
    if (width < 1 || height < 1) return Error{"a picture of " + size + " pixels has none"};
    const std::size_t row = static_cast<std::size_t>(width) * 4;
    POOLWALK_CHECK(rgba.size() == row * static_cast<std::size_t>(height));

    std::vector<png_const_bytep> rows;
    for (std::size_t h = 0; h < static_cast<std::size_t>(height); ++h) rows.push_back(rgba.data() + h * row);
    std::string bytes;
    if (!encode_into(bytes, width, height, rows))
        return Error{"libpng does not write a picture of " + size + " pixels"};
    return bytes;
}

Result<Done> write_png(const std::filesystem::path& path, int width, int height, std::span<const std::uint8_t> rgba,
                       bool overwrite) {
    const auto bytes = png_bytes(width, height, rgba);
    if (!bytes) return Error{path.string() + " cannot be written: " + bytes.error().message + "."};
    return save_file(path, {*bytes}, overwrite);
}

}  // namespace poolwalk::io
