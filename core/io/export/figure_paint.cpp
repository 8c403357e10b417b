#include "core/io/export/figure_paint.h"

#include <cairo-pdf.h>
#include <librsvg/rsvg.h>

#include <cstring>
#include <memory>
#include <optional>

#include "core/io/files/file_error.h"

namespace poolwalk::io {
namespace {

struct Unref {
    void operator()(RsvgHandle* handle) const { g_object_unref(handle); }
    void operator()(GInputStream* stream) const { g_object_unref(stream); }
    void operator()(GError* error) const { g_error_free(error); }
    void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
template <class T>
using Held = std::unique_ptr<T, Unref>;

Error failed(GError* raw) {
    const Held<GError> error(raw);
    return Error{"the drawing cannot be painted, in librsvg's words \"" +
                 printable(error ? error->message : "?", 200) + "\""};
}

Error failed(cairo_status_t status) {
    return Error{std::string("the drawing cannot be painted, in Cairo's words \"") + cairo_status_to_string(status) +
                 "\""};
}

Result<Held<RsvgHandle>> drawing_of(std::string_view svg) {
    const Held<GInputStream> stream(
        g_memory_input_stream_new_from_data(svg.data(), static_cast<gssize>(svg.size()), nullptr));
    GError* error = nullptr;
    // Large grids are pictures in it, longer than librsvg takes by itself.
    Held<RsvgHandle> handle(
        rsvg_handle_new_from_stream_sync(stream.get(), nullptr, RSVG_HANDLE_FLAG_UNLIMITED, nullptr, &error));
    if (!handle) return failed(error);
    return handle;
}

std::optional<Error> paint(const Held<RsvgHandle>& drawing, cairo_surface_t* surface, double width, double height) {
    const Held<cairo_t> cairo(cairo_create(surface));
    const RsvgRectangle page{0, 0, width, height};
    GError* error = nullptr;
    if (!rsvg_handle_render_document(drawing.get(), cairo.get(), &page, &error)) return failed(error);
    const cairo_status_t status = cairo_status(cairo.get());
    return status == CAIRO_STATUS_SUCCESS ? std::nullopt : std::optional(failed(status));
}

cairo_status_t append(void* to, const unsigned char* bytes, unsigned int count) {
    static_cast<std::string*>(to)->append(reinterpret_cast<const char*>(bytes), count);
    return CAIRO_STATUS_SUCCESS;
}

}  // namespace

std::string no_figure_paint() { return {}; }

Result<std::string> figure_pdf(std::string_view svg, const std::string& title) {
    const auto drawing = drawing_of(svg);
    if (!drawing) return drawing.error();
    double width = 0, height = 0;
    if (!rsvg_handle_get_intrinsic_size_in_pixels(drawing->get(), &width, &height))
        return Error{"the drawing has no size"};
    constexpr double points_per_pixel = 0.75;
    width *= points_per_pixel;
    height *= points_per_pixel;
    std::string bytes;
    const Held<cairo_surface_t> surface(cairo_pdf_surface_create_for_stream(append, &bytes, width, height));
    cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE, printable(title, 200).c_str());
    if (auto error = paint(*drawing, surface.get(), width, height)) return *error;
    cairo_surface_finish(surface.get());
    const cairo_status_t status = cairo_surface_status(surface.get());
    return status == CAIRO_STATUS_SUCCESS ? Result(std::move(bytes)) : failed(status);
}

Result<Pixels> figure_pixels(std::string_view svg, int width, int height) {
    const auto drawing = drawing_of(svg);
    if (!drawing) return drawing.error();
    const Held<cairo_surface_t> surface(cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height));
    if (const cairo_status_t status = cairo_surface_status(surface.get()); status != CAIRO_STATUS_SUCCESS)
        return failed(status);
    if (auto error = paint(*drawing, surface.get(), width, height)) return *error;
    cairo_surface_flush(surface.get());
    // A pixel is 0xAARRGGBB with its colours multiplied by alpha.
    Pixels pixels{width, height, std::vector<std::uint8_t>(static_cast<std::size_t>(width) * height * 4)};
    const unsigned char* const data = cairo_image_surface_get_data(surface.get());
    const int stride = cairo_image_surface_get_stride(surface.get());
    std::size_t at = 0;
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            std::uint32_t pixel = 0;
            std::memcpy(&pixel, data + static_cast<std::ptrdiff_t>(y) * stride + 4 * x, 4);
            const std::uint32_t alpha = pixel >> 24;
            for (const int shift : {16, 8, 0}) {
                const std::uint32_t color = pixel >> shift & 255;
                pixels.rgba[at++] = static_cast<std::uint8_t>(alpha == 0 ? 0 : (color * 255 + alpha / 2) / alpha);
            }
            pixels.rgba[at++] = static_cast<std::uint8_t>(alpha);
        }
    return pixels;
}

}  // namespace poolwalk::io
