#include "core/workspaces/walk/overview.h"

#include <algorithm>

namespace poolwalk::scene {
namespace {

constexpr float map_px = 120, margin_px = 16;

// The part of the map that X's viewport shows.
Rect part_in_sight(const WalkLayout& layout, const Rect& map) {
    const GridFrame& x = layout.of(GridId::Input);
    const float to_map = map.w / (static_cast<float>(x.cols) * layout.cell_px);
    return overlap({map.x + (x.viewport.x - x.origin.x) * to_map, map.y + (x.viewport.y - x.origin.y) * to_map,
                    x.viewport.w * to_map, x.viewport.h * to_map},
                   map);
}

// What would show through.
void clear(Scene& scene, const Rect& area) {
    std::erase_if(scene.labels, [&](const Label& l) { return area.contains(l.at); });
    std::erase_if(scene.boxes, [&](const Box& b) { return area.contains(b.rect.center()); });
    std::erase_if(scene.rings, [&](const Box& r) { return area.contains(r.rect.center()); });
    std::erase_if(scene.discs, [&](const Disc& d) { return area.contains(d.center); });
}

void add_map(const WalkSketch& s, const Rect& map) {
    const float px = map.w / static_cast<float>(shape_of(*s.state.document.input).w);
    const GridState& held = s.cache.thumbnail(s.state, s.derived, s.state.view.plane, px);
    clear(s.draw.scene, map);
    HeatMap cells = s.draw.cells(GridId::Input, s.colors(GridId::Input));
    cells.viewport = map;
    cells.origin = {map.x, map.y};
    cells.cell_px = px;
    cells.rows = held.rows;
    cells.cols = held.cols;
    cells.values = held.values;
    cells.part = held.part;
    cells.filled = held.filled;
    s.draw.scene.grids.push_back(std::move(cells));
    s.draw.ring(Role::Overview, shrunk(map, -s.px(2)), {.color = s.palette().text, .thickness = 2});
    s.draw.ring(Role::Overview, part_in_sight(s.layout, map), {.color = s.palette().accent, .thickness = 2});
}

}  // namespace

std::optional<Overview> overview_of(const AppState& state, const WalkLayout& layout) {
    if (state.view.camera.zoom <= 1) return std::nullopt;
    const float scale = layout.scale, margin = margin_px * scale;
    const Rect& canvas = layout.canvas;
    Overview overview{.fit = {canvas.x + margin, canvas.bottom() - 36 * scale, 56 * scale, 24 * scale}};
    if (layout.fit_px >= number_cell_px) return overview;
    const GridFrame& x = layout.of(GridId::Input);
    const auto rows = static_cast<float>(x.rows), cols = static_cast<float>(x.cols);
    const float cell = map_px * scale / std::max(rows, cols), height = std::max(cell * rows, 1.0f);
    overview.map = {overview.fit.x, overview.fit.y - margin - height, std::max(cell * cols, 1.0f), height};
    return overview;
}

std::optional<Camera> camera_at(const AppState& state, const WalkLayout& layout, Vec2 mouse) {
    const auto overview = overview_of(state, layout);
    if (!overview) return std::nullopt;
    if (overview->fit.contains(mouse)) return Camera{};
    const Rect& map = overview->map;
    if (!map.contains(mouse)) return std::nullopt;
    return Camera{state.view.camera.zoom, static_cast<double>((mouse.y - map.y) / map.h),
                  static_cast<double>((mouse.x - map.x) / map.w)};
}

void add_overview(const WalkSketch& s) {
    const auto overview = overview_of(s.state, s.layout);
    if (!overview) return;
    if (overview->map.w > 0) add_map(s, overview->map);
    s.draw.scene.boxes.push_back({.role = Role::Overview,
                                  .rect = overview->fit,
                                  .stroke = s.palette().line,
                                  .fill = s.palette().raised,
                                  .thickness = s.px(1),
                                  .radius = s.px(5)});
    s.draw.text(Role::Overview, "Fit", overview->fit.center(),
                {.size = 13, .color = s.palette().text, .align = Align::Center});
    if (!s.draw.scene.keeps_names) return;
    s.draw.scene.names.push_back({"fit_button", overview->fit});
    if (overview->map.w > 0) s.draw.scene.names.push_back({"map", overview->map});
}

}  // namespace poolwalk::scene
