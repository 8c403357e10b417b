#include "core/io/arrays/png_read.h"

#include <png.h>

#include <algorithm>
#include <csetjmp>
#include <cstring>
#include <optional>

#include "core/io/files/file_error.h"

namespace poolwalk::io {
namespace {

constexpr std::string_view signature = "\x89PNG\r\n\x1a\n";

struct Info {
    std::uint32_t width = 0, height = 0;
    int bit_depth = 0, color_type = 0, channels = 0;
    std::size_t row_bytes = 0, packed_row_bytes = 0;  // a sample a byte or two; as the file packs them
    bool is_transparent = false;
    const png_color* palette = nullptr;
    int palette_size = 0;
};

// Everything that a jump out of libpng may leave behind: nothing in it has a destructor.
struct Decoder {
    const char* data = nullptr;
    std::size_t size = 0, at = 0;
    png_structp png = nullptr;
    png_infop info = nullptr;
    Info found;
    unsigned char* pixels = nullptr;
    const Progress* progress = nullptr;
    bool is_stopped = false;
    char message[200] = {};
};

[[noreturn]] void on_error(png_structp png, png_const_charp text) {
    auto& decoder = *static_cast<Decoder*>(png_get_error_ptr(png));
    std::strncpy(decoder.message, text, sizeof decoder.message - 1);
    png_longjmp(png, 1);
}

// What libpng would mend in silence or paint over is data that someone meant otherwise.
void on_warning(png_structp png, png_const_charp text) { on_error(png, text); }

void on_read(png_structp png, png_bytep into, std::size_t count) {
    auto& decoder = *static_cast<Decoder*>(png_get_io_ptr(png));
    if (count > decoder.size - decoder.at) png_error(png, "the file ends too early");
    std::memcpy(into, decoder.data + decoder.at, count);
    decoder.at += count;
}

// libpng returns here by a jump, so only this frame and C frames may be above what it interrupts:
// a step keeps no object with a destructor.
bool run(void (*step)(Decoder&), Decoder& decoder) {
    if (setjmp(png_jmpbuf(decoder.png))) return false;
    step(decoder);
    return true;
}

void read_info(Decoder& d) {
    // The limit on sides is checked by size_error(), which names it, before any row is allocated.
    png_set_user_limits(d.png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
    png_set_crc_action(d.png, PNG_CRC_ERROR_QUIT, PNG_CRC_ERROR_QUIT);
    // Colour profiles, texts and the like say nothing about samples; their checksums are still read.
    png_set_keep_unknown_chunks(d.png, PNG_HANDLE_CHUNK_NEVER, nullptr, -1);
    png_set_check_for_invalid_index(d.png, 0);  // palette_values() checks, and names the pixel
    png_read_info(d.png, d.info);

    Info& found = d.found;
    found.width = png_get_image_width(d.png, d.info);
    found.height = png_get_image_height(d.png, d.info);
    found.bit_depth = png_get_bit_depth(d.png, d.info);
    found.color_type = png_get_color_type(d.png, d.info);
    found.channels = png_get_channels(d.png, d.info);
    found.packed_row_bytes = png_get_rowbytes(d.png, d.info);
    found.is_transparent =
        (found.color_type & PNG_COLOR_MASK_ALPHA) != 0 || png_get_valid(d.png, d.info, PNG_INFO_tRNS) != 0;
    png_colorp palette = nullptr;
    png_get_PLTE(d.png, d.info, &palette, &found.palette_size);
    found.palette = palette;
}

void start_rows(Decoder& d) {
    png_set_packing(d.png);
    png_set_interlace_handling(d.png);
    png_read_update_info(d.png, d.info);
    d.found.row_bytes = png_get_rowbytes(d.png, d.info);
}

// For one row in so many it is asked whether the rest is wanted.
constexpr std::uint32_t rows_asked_about = 16;

void read_row(Decoder& d, std::uint32_t h) {
    if (h % rows_asked_about == 0 && !goes_on(*d.progress, static_cast<double>(d.at) / static_cast<double>(d.size))) {
        d.is_stopped = true;
        png_error(d.png, "stopped");
    }
    png_read_row(d.png, d.pixels + h * d.found.row_bytes, nullptr);
}

void read_all_but_the_last_row(Decoder& d) {
    const int passes = png_get_interlace_type(d.png, d.info) == PNG_INTERLACE_NONE ? 1 : PNG_INTERLACE_ADAM7_PASSES;
    for (int pass = 0; pass < passes; ++pass)
        for (std::uint32_t h = 0; h < d.found.height - (pass + 1 == passes ? 1 : 0); ++h) read_row(d, h);
}

// With the last row libpng unpacks whatever follows it, too.
void read_last_row_and_end(Decoder& d) {
    read_row(d, d.found.height - 1);
    png_read_end(d.png, nullptr);
}

class PngHandle {
public:
    explicit PngHandle(Decoder& decoder) : decoder_(decoder) {
        decoder.png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &decoder, on_error, on_warning);
        if (decoder.png == nullptr) return;
        decoder.info = png_create_info_struct(decoder.png);
        png_set_read_fn(decoder.png, &decoder, on_read);
    }
    ~PngHandle() { png_destroy_read_struct(&decoder_.png, &decoder_.info, nullptr); }
    PngHandle(const PngHandle&) = delete;
    PngHandle& operator=(const PngHandle&) = delete;
    bool ok() const { return decoder_.png != nullptr && decoder_.info != nullptr; }

private:
    Decoder& decoder_;
};

Error damage(const Decoder& decoder, std::string_view name) {
    if (decoder.is_stopped) return stopped();
    return file_error(name, "byte " + std::to_string(decoder.at),
                      "found damage, in libpng's words \"" + printable(decoder.message, sizeof decoder.message) +
                          "\", expected a whole PNG image");
}

std::int64_t color_channels(const Info& info) { return (info.color_type & PNG_COLOR_MASK_COLOR) != 0 ? 3 : 1; }

// No deflate stream unpacks to more than 1032 times its size, so a small file cannot make us allocate.
bool can_hold(std::size_t file_bytes, const Info& info) {
    return info.height * (info.packed_row_bytes + 1) / 1032 <= file_bytes;
}

// How many bytes of image data libpng has not yet read.
std::size_t image_bytes_left(std::string_view bytes, std::size_t at) {
    std::size_t left = 0;
    for (std::size_t chunk = signature.size(); chunk + 12 <= bytes.size();) {
        const std::size_t data = chunk + 8;
        const std::size_t end = data + png_get_uint_32(reinterpret_cast<png_const_bytep>(bytes.data() + chunk));
        const std::size_t from = std::max(data, at), to = std::min(end, bytes.size());
        if (bytes.substr(chunk + 4, 4) == "IDAT" && from < to) left += to - from;
        chunk = end + 4;
    }
    return left;
}

Result<std::vector<double>> palette_values(const Info& info, const std::vector<unsigned char>& pixels,
                                           std::string_view name) {
    const std::size_t cells = std::size_t{info.width} * info.height;
    std::vector<double> values(cells * 3);
    for (std::size_t i = 0; i < cells; ++i) {
        const int index = pixels[i];
        if (index >= info.palette_size)
            return file_error(name,
                              "row " + std::to_string(i / info.width + 1) + ", column " +
                                  std::to_string(i % info.width + 1) + " of the picture",
                              "found the palette index " + std::to_string(index) + ", expected less than " +
                                  std::to_string(info.palette_size) + ", the size of the palette");
        const png_color& color = info.palette[index];
        values[i] = color.red;
        values[cells + i] = color.green;
        values[2 * cells + i] = color.blue;
    }
    return values;
}

// Planes of the channels without alpha; what has less than 8 bits is scaled to 0 ... 255.
std::vector<double> sample_values(const Info& info, const std::vector<unsigned char>& pixels) {
    const std::size_t cells = std::size_t{info.width} * info.height;
    const auto planes = static_cast<std::size_t>(color_channels(info));
    const auto channels = static_cast<std::size_t>(info.channels);
    const int scale = info.bit_depth < 8 ? 255 / ((1 << info.bit_depth) - 1) : 1;
    std::vector<double> values(cells * planes);
    for (std::size_t c = 0; c < planes; ++c)
        for (std::size_t i = 0; i < cells; ++i) {
            const std::size_t sample = i * channels + c;
            values[c * cells + i] =
                info.bit_depth == 16 ? pixels[2 * sample] * 256 + pixels[2 * sample + 1] : pixels[sample] * scale;
        }
    return values;
}

Result<Loaded> loaded_from(const Info& info, const std::vector<unsigned char>& pixels, Shape shape,
                           std::string_view name) {
    Result<std::vector<double>> values = info.color_type == PNG_COLOR_TYPE_PALETTE
                                             ? palette_values(info, pixels, name)
                                             : Result(sample_values(info, pixels));
    if (!values) return values.error();
    Loaded loaded{Tensor<double>(shape, std::move(values).value()), {shape.c, shape.h, shape.w}, {}};
    if (info.is_transparent) loaded.notes.push_back("the transparency (alpha) was dropped");
    return loaded;
}

Error not_a_png(std::string_view bytes, std::string_view name) {
    const std::string_view kind = known_kind(bytes);
    std::string found(kind);
    if (kind.empty()) found = bytes.empty() ? "an empty file" : quoted(bytes.substr(0, signature.size()));
    return file_error(name, "", "found " + found + ", expected a PNG image");
}

// Before libpng is asked.
std::optional<Error> beginning_error(std::string_view bytes, std::string_view name) {
    if (!bytes.starts_with(signature)) return not_a_png(bytes, name);
    // libpng would take a chunk it passes over for the first one.
    if (const std::string_view first = bytes.substr(std::min<std::size_t>(bytes.size(), 12), 4); first != "IHDR")
        return file_error(name, "byte 13", "found the chunk " + quoted(first) + ", expected IHDR first");
    return {};
}

Result<Loaded> read(std::string_view bytes, std::string_view name, const Progress& progress) {
    if (std::optional<Error> error = beginning_error(bytes, name)) return *error;
    Decoder decoder;
    decoder.data = bytes.data();
    decoder.size = bytes.size();
    decoder.progress = &progress;
    const PngHandle handle(decoder);
    if (!handle.ok()) return file_error(name, "", "libpng cannot be started: " + quoted(decoder.message));
    if (!run(read_info, decoder)) return damage(decoder, name);

    const Info& info = decoder.found;
    const std::int64_t dimensions[] = {color_channels(info), info.height, info.width};
    const Result<Shape> shape = shape_of_dimensions(dimensions, name, "");
    if (!shape) return shape.error();
    if (!can_hold(bytes.size(), info))
        return file_error(name, "",
                          "found " + std::to_string(bytes.size()) + " bytes, too few for the " +
                              std::to_string(info.width) + " x " + std::to_string(info.height) +
                              " pixels that the image claims");
    if (!run(start_rows, decoder)) return damage(decoder, name);
    std::vector<unsigned char> pixels(info.row_bytes * info.height);
    decoder.pixels = pixels.data();
    if (!run(read_all_but_the_last_row, decoder)) return damage(decoder, name);
    // The row as it is, an end mark, a checksum, and perhaps empty blocks.
    const std::size_t enough = 2 * info.packed_row_bytes + 65536;
    if (const std::size_t left = image_bytes_left(bytes, decoder.at); left > enough)
        return file_error(name, "byte " + std::to_string(decoder.at + 1),
                          "found " + std::to_string(left) +
                              " bytes of image data left for the last row, the limit is " + std::to_string(enough));
    if (!run(read_last_row_and_end, decoder)) return damage(decoder, name);
    // libpng stops at IEND; as in .npy, nothing may follow.
    if (decoder.at < bytes.size())
        return file_error(
            name, "byte " + std::to_string(decoder.at + 1),
            "found " + std::to_string(bytes.size() - decoder.at) + " bytes more, expected the end of the image");
    return loaded_from(info, pixels, *shape, name);
}

}  // namespace

Result<Loaded> read_png(std::string_view bytes, std::string_view name, const Progress& progress) {
    return guarded(name, [&] { return read(bytes, name, progress); });
}

std::optional<Error> check_png_beginning(std::string_view beginning, std::uintmax_t, std::string_view name) {
    if (std::optional<Error> error = beginning_error(beginning, name)) return error;
    const auto* const bytes = reinterpret_cast<png_const_bytep>(beginning.data());
    const std::int64_t dimensions[] = {1, png_get_uint_32(bytes + 20), png_get_uint_32(bytes + 16)};
    const Result<Shape> shape = shape_of_dimensions(dimensions, name, "");
    return shape ? std::nullopt : std::optional(shape.error());
}

}  // namespace poolwalk::io
