// What every part of the Walk's picture looks at: the state, the step, the layout, and the Sketch that it draws
// with. The parts: still_parts.h, grid_numbers.h, step_rings.h, step_arrows.h, hidden_grids.h.
#pragma once

#include <optional>

#include "core/scene/colormap.h"
#include "core/scene/rects.h"
#include "core/workspaces/shown.h"
#include "core/workspaces/walk/scene_cache.h"
#include "core/workspaces/walk/walk_layout.h"

namespace poolwalk::scene {

inline constexpr std::int64_t max_labels = 4000;  // more cells than this carry no numbers

struct WalkSketch {
    Sketch draw;
    const Shown& shown;
    const WalkLayout& layout;
    std::optional<Step> step;  // the step done last, or the one that is asked about
    SceneCache& cache;

    const AppState& state = shown.state;
    const Derived& derived = shown.derived;

    const Palette& palette() const { return draw.palette; }
    float px(float unscaled) const { return draw.px(unscaled); }
    const GridFrame& frame(GridId grid) const { return layout.of(grid); }
    Rect cell_rect(GridId grid, Place at) const { return frame(grid).cell(at, layout.cell_px); }
    ColorScale colors(GridId grid) const { return colors_of(shown, is_gradient(grid)); }
    // May the picture tell which cells the window chose?
    bool tells() const { return tells_answers(state); }
    // Backward steps concern dY and dX too; forward ones X and Y alone.
    bool backward() const { return step && step->place.phase == Phase::Backward; }
    bool on_this_plane() const { return step && step->place.plane == state.view.plane; }

    void ring(Role role, GridId grid, Rect rect, Pen pen) const {
        pen.radius = std::min(4.0f, layout.cell_px / 6 / draw.scale);
        pen.clip = shrunk(frame(grid).viewport, -px(4));
        draw.ring(role, rect, pen);
    }
};

}  // namespace poolwalk::scene
