// What every part of the picture of the Columns workspace looks at: the plan of the columns, the step, the layout,
// and the Sketch that it draws with. The parts: columns_grids.h, columns_words.h, columns_highlights.h.
#pragma once

#include "core/workspaces/columns/columns_layout.h"
#include "core/workspaces/shown.h"
#include "core/workspaces/walk/scene_cache.h"

namespace poolwalk::scene {

struct ColumnsSketch {
    Sketch draw;
    const Shown& shown;
    const ColumnsLayout& layout;
    PoolView view;
    std::optional<ColumnsStep> step;  // the step done last
    SceneCache& cache;
    const AppState& state = shown.state;
    const Hit& hit = shown.pointing.hit;
    const Palette& palette = draw.palette;
    std::int64_t done = state.play.columns_done;

    float px(float unscaled) const { return draw.px(unscaled); }
    // Until the next call.
    const PooledColumn& look_at(std::int64_t column) const { return cache.column(state, layout.plan, column); }
    // The cell of X or dX under the mouse, be it as an entry of a matrix.
    std::optional<CellRef> hovered_cell() const {
        const auto& hover = state.view.hover;
        return hover && is_input_sized(hover->grid) ? hover : std::nullopt;
    }
    // The upper one of the matrices that have room, or its row dY.
    Band first_band() const { return layout.shows(Band::Columns) ? Band::Columns : Band::GradOutput; }
};

}  // namespace poolwalk::scene
