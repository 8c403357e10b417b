#include "core/workspaces/walk/hidden_grids.h"

#include "core/scene/rects.h"

namespace poolwalk::scene {
namespace {

void hide_grid(const WalkSketch& s, GridId grid) {
    const GridFrame& frame = s.frame(grid);
    const Rect last = frame.cell({frame.rows - 1, frame.cols - 1}, s.layout.cell_px);
    const Rect hidden =
        overlap({frame.origin.x, frame.origin.y, last.right() - frame.origin.x, last.bottom() - frame.origin.y},
                frame.viewport);
    Scene& scene = s.draw.scene;
    std::erase_if(scene.labels, [&](const Label& l) { return hidden.contains(l.at); });
    std::erase_if(scene.discs, [&](const Disc& d) { return hidden.contains(d.center); });
    std::erase_if(scene.rings, [&](const Box& r) { return hidden.contains(r.rect.center()); });
    std::erase_if(scene.grids, [&](const HeatMap& map) { return map.grid == grid; });
    scene.boxes.push_back({.role = Role::Hidden,
                           .rect = hidden,
                           .stroke = s.palette().line,
                           .fill = s.palette().raised,
                           .thickness = s.px(1),
                           .radius = s.px(6)});
    const Vec2 middle = hidden.center();
    s.draw.text(Role::Hidden, "hidden", {middle.x, middle.y - s.px(9)},
                {.size = 16, .color = s.palette().text, .font = Font::SansBold, .align = Align::Center});
    s.draw.text(Role::Hidden, "click to show", {middle.x, middle.y + s.px(12)},
                {.size = 13, .color = s.palette().dim, .align = Align::Center});
}

}  // namespace

void hide_grids(const WalkSketch& s) {
    for (const GridId grid : all_grids)
        if (s.state.view.is_grid_hidden(grid)) hide_grid(s, grid);
}

}  // namespace poolwalk::scene
