// What the step and the mouse light up in the picture of the Columns workspace: the present column and
// its window, the maxima, the copies of a cell. Used by columns_scene.cpp only.
#pragma once

#include <map>

#include "core/doc/derived/derived.h"
#include "core/scene/theme.h"
#include "core/workspaces/columns/columns_layout.h"

namespace poolwalk::scene {

// What every part of the picture looks at.
struct ColumnsSheet {
    const AppState& state;
    const Derived& derived;
    const ColumnsLook& look;
    const ColumnsLayout& layout;
    const Palette& palette;
    PoolView view;
    std::optional<ColumnsStep> step;  // the step done last
    std::int64_t done = 0;
    Scene& scene;
    mutable std::map<std::int64_t, PooledColumn> looks;  // of the columns shown, each looked at once

    float px(float unscaled) const { return unscaled * layout.scale; }
    const PooledColumn& look_at(std::int64_t column) const;
    // The upper one of the matrices that have room, or its row dY.
    Band first_band() const { return layout.shows(Band::Columns) ? Band::Columns : Band::GradOutput; }
    // The cell of X or dX under the mouse, be it as an entry of a matrix.
    std::optional<CellRef> hovered_cell() const;
};

void add_lights(const ColumnsSheet& sheet);

}  // namespace poolwalk::scene
