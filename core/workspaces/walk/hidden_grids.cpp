// Veils over grids that a class is not to see yet: nothing of what lies below is left in the Scene.
#include "core/scene/rects.h"
#include "core/workspaces/walk/walk_parts.h"

namespace poolwalk::scene {
namespace {

void hide_grid(Sketch& s, GridId grid) {
    const GridFrame& frame = s.frame(grid);
    const Rect last = frame.cell({frame.rows - 1, frame.cols - 1}, s.layout.cell_px);
    const Rect veil =
        overlap({frame.origin.x, frame.origin.y, last.right() - frame.origin.x, last.bottom() - frame.origin.y},
                frame.viewport);
    Scene& scene = s.scene;
    std::erase_if(scene.labels, [&](const Label& l) { return veil.contains(l.at); });
    std::erase_if(scene.discs, [&](const Disc& d) { return veil.contains(d.center); });
    std::erase_if(scene.rings, [&](const Box& r) { return veil.contains(r.rect.center()); });
    std::erase_if(scene.grids, [&](const HeatMap& map) { return map.grid == grid; });
    scene.boxes.push_back({.role = Role::Hidden,
                           .rect = veil,
                           .stroke = s.palette.line,
                           .fill = s.palette.raised,
                           .thickness = s.px(1),
                           .radius = s.px(6)});
    const Vec2 middle = veil.center();
    scene.labels.push_back({.role = Role::Hidden,
                            .text = "hidden",
                            .at = {middle.x, middle.y - s.px(9)},
                            .size_px = s.px(16),
                            .font = Font::SansBold,
                            .color = s.palette.text});
    scene.labels.push_back({.role = Role::Hidden,
                            .text = "click to show",
                            .at = {middle.x, middle.y + s.px(12)},
                            .size_px = s.px(13),
                            .color = s.palette.dim});
}

}  // namespace

void hide_grids(Sketch& s) {
    for (const GridId grid : all_grids)
        if (s.state.view.is_grid_hidden(grid)) hide_grid(s, grid);
}

}  // namespace poolwalk::scene
