#include "core/io/export/figure.h"

#include <cairo-pdf.h>
#include <librsvg/rsvg.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <optional>
#include <utility>

#include "core/io/export/svg.h"
#include "core/io/files/file_error.h"
#include "core/scene/theme.h"
#include "core/workspaces/workspaces.h"

namespace poolwalk::io {
namespace {

using scene::Role;

bool is_mark(Role role) {
    static constexpr std::array marks{Role::Ring, Role::WindowOutline, Role::ArgmaxRing, Role::TieRing,
                                      Role::Link, Role::Hover,         Role::Pin,        Role::Selection,
                                      Role::Hits, Role::NearTie,       Role::Amount};
    return std::ranges::find(marks, role) != marks.end();
}

template <class Items>
void erase_marks(Items& items) {
    std::erase_if(items, [](const auto& item) { return is_mark(item.role); });
}

void without_marks(scene::Scene& scene) {
    scene.arrows.clear();
    erase_marks(scene.boxes);
    erase_marks(scene.rings);
    erase_marks(scene.discs);
    erase_marks(scene.labels);
}

// The mouse and what it does are not in a figure.
AppState at_rest(AppState state) {
    state.view.hover.reset();
    state.play.playing = false;
    return state;
}

void without_interface(scene::Scene& scene) {
    constexpr std::string_view word = "editable", joint = " · ";
    for (scene::Label& label : scene.labels) {
        if (label.role != Role::Subtitle || !label.text.ends_with(word)) continue;
        label.text.resize(label.text.size() - word.size());
        if (label.text.ends_with(joint)) label.text.resize(label.text.size() - joint.size());
    }
}

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

constexpr float heading_px = 22, line_px = 15;  // the first line, and the others

float height_of(const std::vector<std::string>& heading) {
    return heading.empty() ? 0 : 2 * heading_px + 1.6f * line_px * static_cast<float>(heading.size() - 1);
}

void add_heading(scene::Scene& scene, const std::vector<std::string>& heading, scene::Color ink) {
    scene::Vec2 at{scene.canvas.x + 24, scene.canvas.y + 1.4f * heading_px};
    for (std::size_t i = 0; i < heading.size(); ++i) {
        scene.labels.push_back({.role = Role::Caption,
                                .text = heading[i],
                                .at = at,
                                .size_px = i == 0 ? heading_px : line_px,
                                .font = i == 0 ? scene::Font::SansBold : scene::Font::Sans,
                                .align = scene::Align::Left,
                                .color = ink});
        at.y += i == 0 ? 1.5f * heading_px : 1.6f * line_px;
    }
}

void leave_blank(scene::Scene& scene) {
    for (scene::HeatMap& map : scene.grids) map.hatch = map.hatch_back = {255, 255, 255};
}

}  // namespace

FigureStyle style_of(const ExportLook& look) { return {.ground = look.ground, .has_marks = look.has_marks}; }

std::string figure_svg(const AppState& state, const Derived& derived, const scene::Rect& canvas,
                       const FigureStyle& style) {
    scene::SceneCache cache;
    const float top = height_of(style.heading);
    const scene::Rect below{canvas.x, canvas.y + top, canvas.w, canvas.h - top};
    scene::Scene scene = scene::build_scene(at_rest(state), derived, below, cache);
    scene.canvas = canvas;
    add_heading(scene, style.heading, scene::palette_of(state.view.theme).text);
    if (style.is_blank) leave_blank(scene);
    if (style.ground == FigureGround::White) scene.background = {255, 255, 255};
    if (style.ground == FigureGround::Transparent) scene.background = {0, 0, 0, 0};
    if (!style.has_marks) without_marks(scene);
    without_interface(scene);
    return svg_text(scene, state.document.title);
}

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

Result<Pixels> figure_pixels(const AppState& state, const Derived& derived, int width, int height,
                             const FigureStyle& style) {
    const auto scale = static_cast<float>(state.view.scale);
    const scene::Rect canvas{0, 0, static_cast<float>(width) / scale, static_cast<float>(height) / scale};
    return figure_pixels(figure_svg(state, derived, canvas, style), width, height);
}

// What follows from a document is worked out when it has changed.
Result<Film> film_of_figures(AppState state, std::span<const Shot> shots, int width, int height,
                             const FigureStyle& style, const Progress& progress) {
    Film film(width, height);
    Derived derived = derive(state.document);
    std::uint64_t derived_revision = state.revision;
    double painted = 0;
    for (const Shot& shot : shots) {
        if (!goes_on(progress, painted++ / static_cast<double>(shots.size()))) return stopped();
        update_in_place(state, shot.command);
        if (std::exchange(derived_revision, state.revision) != state.revision) derived = derive(state.document);
        const auto pixels = figure_pixels(state, derived, width, height, style);
        if (!pixels) return pixels.error();
        film.add(pixels->rgba, shot.centiseconds);
    }
    return film;
}

}  // namespace poolwalk::io
