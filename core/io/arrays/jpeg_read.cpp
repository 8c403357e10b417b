#include "core/io/arrays/jpeg_read.h"

#include <algorithm>
#include <csetjmp>
#include <cstdio>

#include <jpeglib.h>

#include "core/io/files/file_error.h"

namespace poolwalk::io {
namespace {

// A picture of more scans than any camera makes would only cost time.
constexpr int max_scans = 100;

// Everything that a jump out of libjpeg may leave behind: nothing in it has a destructor.
struct Decoder {
    jpeg_decompress_struct jpeg{};
    jpeg_error_mgr errors{};
    jpeg_progress_mgr monitor{};
    std::jmp_buf jump{};
    std::string_view bytes;
    unsigned char* pixels = nullptr;
    const Progress* progress = nullptr;
    bool is_stopped = false;
    char message[JMSG_LENGTH_MAX] = {};
};

Decoder& decoder_of(j_common_ptr jpeg) { return *static_cast<Decoder*>(jpeg->client_data); }

[[noreturn]] void on_error(j_common_ptr jpeg) {
    Decoder& decoder = decoder_of(jpeg);
    jpeg->err->format_message(jpeg, decoder.message);
    std::longjmp(decoder.jump, 1);
}

// A warning, below 0, is about data that libjpeg paints over with a guess.
void on_message(j_common_ptr jpeg, int level) {
    if (level < 0) on_error(jpeg);
}

void on_progress(j_common_ptr jpeg) {
    Decoder& decoder = decoder_of(jpeg);
    const jpeg_progress_mgr& now = decoder.monitor;
    const double pass =
        now.pass_limit > 0 ? static_cast<double>(now.pass_counter) / static_cast<double>(now.pass_limit) : 0;
    const double part = (now.completed_passes + pass) / std::max(now.total_passes, 1);
    decoder.is_stopped = !goes_on(*decoder.progress, std::min(part, 1.0));
    if (decoder.is_stopped || decoder.jpeg.input_scan_number > max_scans) {
        std::snprintf(decoder.message, sizeof decoder.message, "more than %d scans", max_scans);
        std::longjmp(decoder.jump, 1);
    }
}

// libjpeg returns here by a jump, so only this frame and C frames may be above what it interrupts: a step keeps no
// object with a destructor.
bool run(void (*step)(Decoder&), Decoder& decoder) {
    if (setjmp(decoder.jump)) return false;
    step(decoder);
    return true;
}

void read_header(Decoder& d) {
    jpeg_create_decompress(&d.jpeg);
    d.jpeg.progress = &d.monitor;
    jpeg_mem_src(&d.jpeg, reinterpret_cast<const unsigned char*>(d.bytes.data()), d.bytes.size());
    jpeg_read_header(&d.jpeg, TRUE);
}

void read_rows(Decoder& d) {
    d.jpeg.out_color_space = d.jpeg.num_components == 1 ? JCS_GRAYSCALE : JCS_RGB;
    jpeg_start_decompress(&d.jpeg);
    const std::size_t row_bytes =
        std::size_t{d.jpeg.output_width} * static_cast<std::size_t>(d.jpeg.output_components);
    while (d.jpeg.output_scanline < d.jpeg.output_height) {
        JSAMPROW row = d.pixels + d.jpeg.output_scanline * row_bytes;
        jpeg_read_scanlines(&d.jpeg, &row, 1);
    }
    jpeg_finish_decompress(&d.jpeg);
}

class Handle {
public:
    Handle(Decoder& decoder, std::string_view bytes, const Progress& progress) : decoder_(decoder) {
        decoder.bytes = bytes;
        decoder.progress = &progress;
        decoder.jpeg.err = jpeg_std_error(&decoder.errors);
        decoder.jpeg.client_data = &decoder;
        decoder.errors.error_exit = on_error;
        decoder.errors.emit_message = on_message;
        decoder.monitor.progress_monitor = on_progress;
    }
    ~Handle() { jpeg_destroy_decompress(&decoder_.jpeg); }
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;

private:
    Decoder& decoder_;
};

Error damage(const Decoder& decoder, std::string_view name) {
    if (decoder.is_stopped) return stopped();
    return file_error(name, "",
                      "found damage, in libjpeg's words \"" + printable(decoder.message, sizeof decoder.message) +
                          "\", expected a whole JPEG image");
}

Result<Loaded> read(std::string_view bytes, std::string_view name, const Progress& progress) {
    if (!bytes.starts_with("\xff\xd8\xff")) {
        const std::string_view kind = known_kind(bytes);
        return file_error(
            name, "", "found " + (kind.empty() ? "no JPEG image" : std::string(kind)) + ", expected a JPEG image");
    }
    Decoder decoder;
    const Handle handle(decoder, bytes, progress);
    if (!run(read_header, decoder)) return damage(decoder, name);
    const int components = decoder.jpeg.num_components;
    if (components != 1 && components != 3)
        return file_error(
            name, "",
            "found a JPEG image of " + std::to_string(components) + " inks, as for print, expected grey or colour");
    const std::int64_t dimensions[] = {components, decoder.jpeg.image_height, decoder.jpeg.image_width};
    const Result<Shape> shape = shape_of_dimensions(dimensions, name, "");
    if (!shape) return shape.error();
    const auto planes = static_cast<std::size_t>(shape->c), cells = static_cast<std::size_t>(shape->plane_cells());
    std::vector<unsigned char> pixels(planes * cells);
    decoder.pixels = pixels.data();
    if (!run(read_rows, decoder)) return damage(decoder, name);
    std::vector<double> values(pixels.size());
    for (std::size_t c = 0; c < planes; ++c)
        for (std::size_t i = 0; i < cells; ++i) values[c * cells + i] = pixels[i * planes + c];
    return Loaded{make_tensor(DType::Float64, *shape, values), {dimensions[0], dimensions[1], dimensions[2]}, {}};
}

}  // namespace

Result<Loaded> read_jpeg(std::string_view bytes, std::string_view name, const Progress& progress) {
    return guarded(name, [&] { return read(bytes, name, progress); });
}

}  // namespace poolwalk::io
