#include "core/workspaces/walk/differences.h"

#include <algorithm>

#include "core/base/number_text.h"
#include "core/scene/rects.h"
#include "core/workspaces/shown.h"

namespace poolwalk::scene {
namespace {

constexpr std::int64_t max_compared = 1 << 14;  // cells of a plane, each frame

std::string pair_text(const Pair& pair) {
    return pair.rows == pair.cols ? std::to_string(pair.rows)
                                  : std::to_string(pair.rows) + " × " + std::to_string(pair.cols);
}

bool part(const CellState& a, const CellState& b) {
    return a.computed && b.computed && !identical(a.value + 0.0, b.value + 0.0);
}

std::string sentence_of(const Differences& found) {
    if (!found.comparable) return "X has another size: cells cannot be compared";
    if (found.of == 0) return "too many cells to compare at once";
    if (found.cells == 0) return "dX is the same so far";
    return "dX differs in " + std::to_string(found.cells) + " of " + std::to_string(found.of) + " cells";
}

}  // namespace

std::string name_beside(const Document& document, const Document& other) {
    std::string name(row(document.rules.tie).text.label);
    name += " + " + std::string(row(document.rules.overlap).text.label);
    const Geometry &g = document.geometry, &o = other.geometry;
    if (document.rules.nan != other.rules.nan) name += " · " + std::string(row(document.rules.nan).text.label);
    if (g.kernel != o.kernel || g.stride != o.stride)
        name += " · kernel " + pair_text(g.kernel) + ", stride " + pair_text(g.stride);
    return name;
}

Differences ring_differences(Scene& scene, const AppState& state, const Derived& derived, const BaselineNow& baseline,
                             const WalkLayout& layout) {
    const Shape shape = shape_of(*state.document.input);
    Differences found;
    found.comparable = shape == shape_of(*baseline.state.document.input);
    if (found.comparable && shape.plane_cells() <= max_compared) {
        const Sketch draw = sketch_of(scene, state);
        const GridFrame& grid = layout.of(GridId::GradInput);
        const WalkPlan plan = plan_of(state), baseline_plan = plan_of(baseline.state);
        const std::int64_t plane = state.view.plane;
        found.of = shape.plane_cells();
        for (std::int64_t h = 0; h < shape.h; ++h)
            for (std::int64_t w = 0; w < shape.w; ++w) {
                const auto mine =
                    cell_state(state.document, derived, plan, state.play.done, plane, GridId::GradInput, {h, w});
                const auto other = cell_state(baseline.state.document, baseline.derived, baseline_plan,
                                              baseline.state.play.done, plane, GridId::GradInput, {h, w});
                if (!part(mine, other)) continue;
                ++found.cells;
                const Rect cell = grid.cell({h, w}, layout.cell_px);
                draw.ring(Role::Differs, shrunk(cell, std::max(1.0f, layout.cell_px * 0.05f)),
                          {.color = draw.palette.bad,
                           .radius = std::min(4.0f, layout.cell_px / 6 / layout.scale),
                           .dashed = true,
                           .clip = grid.viewport});
            }
    }
    found.sentence = sentence_of(found);
    return found;
}

}  // namespace poolwalk::scene
