#include "core/workspaces/walk/thumbnails.h"

#include <algorithm>

namespace poolwalk::scene {
namespace {

std::string plane_text(const Shape& shape, std::int64_t plane) {
    if (shape.n == 1) return "C " + std::to_string(plane);
    if (shape.c == 1) return "N " + std::to_string(plane);
    return std::to_string(plane / shape.c) + "," + std::to_string(plane % shape.c);
}

}  // namespace

std::vector<Thumbnail> thumbnails(const AppState& state, Rect strip) {
    std::vector<Thumbnail> result;
    if (strip.w <= 0) return result;
    const auto scale = static_cast<float>(state.view.scale);
    const std::int64_t planes = shape_of(*state.document.input).planes();
    const float side = strip.h - 18 * scale, step = side + 8 * scale;
    const auto room = std::max<std::int64_t>(1, static_cast<std::int64_t>(strip.w / step));
    const std::int64_t shown = std::min(planes, room);
    const std::int64_t first = std::clamp<std::int64_t>(state.view.plane - shown / 2, 0, planes - shown);
    const float start = strip.x + (strip.w - static_cast<float>(shown) * step) / 2;
    for (std::int64_t i = 0; i < shown; ++i)
        result.push_back({first + i, {start + static_cast<float>(i) * step, strip.y, side, side}});
    return result;
}

std::optional<std::int64_t> thumbnail_at(const AppState& state, Rect strip, Vec2 mouse) {
    if (!strip.contains(mouse)) return std::nullopt;
    for (const Thumbnail& thumb : thumbnails(state, strip))
        if (thumb.rect.contains(mouse)) return thumb.plane;
    return std::nullopt;
}

void add_thumbnails(const Sketch& draw, const Shown& shown, Rect strip, SceneCache& cache) {
    const AppState& state = shown.state;
    const Shape& x = shape_of(*state.document.input);
    const Palette& palette = draw.palette;
    const ColorScale colors = colors_of(shown, false);
    for (const auto& [plane, rect] : thumbnails(state, strip)) {
        const float px = rect.w / static_cast<float>(std::max(x.h, x.w));
        const GridState& held = cache.thumbnail(state, shown.derived, plane, px);
        HeatMap map = draw.cells(GridId::Input, colors);
        map.viewport = rect;
        map.origin = {rect.x + (rect.w - px * static_cast<float>(x.w)) / 2,
                      rect.y + (rect.h - px * static_cast<float>(x.h)) / 2};
        map.cell_px = px;
        map.rows = x.h;
        map.cols = x.w;
        map.values = held.values;
        map.part = held.part;
        map.filled = x.plane_cells();
        draw.scene.grids.push_back(std::move(map));
        const bool chosen = plane == state.view.plane;
        draw.ring(Role::Thumbnail, rect,
                  {.color = chosen ? palette.accent : palette.line, .thickness = chosen ? 2.5f : 1.0f});
        draw.text(
            Role::Thumbnail, plane_text(x, plane), {rect.center().x, rect.bottom() + draw.px(9)},
            {.size = 11, .color = chosen ? palette.accent : palette.dim, .font = Font::Mono, .align = Align::Center});
        if (draw.scene.keeps_names) draw.scene.names.push_back({"plane." + std::to_string(plane), rect});
    }
}

}  // namespace poolwalk::scene
