#include "core/io/export/figure.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/io/export/svg.h"
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
