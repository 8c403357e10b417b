#include "core/workspaces/walk/walk_scene.h"

#include "core/workspaces/walk/grid_numbers.h"
#include "core/workspaces/walk/grips.h"
#include "core/workspaces/walk/hidden_grids.h"
#include "core/workspaces/walk/overview.h"
#include "core/workspaces/walk/step_arrows.h"
#include "core/workspaces/walk/step_rings.h"
#include "core/workspaces/walk/still_parts.h"
#include "core/workspaces/walk/thumbnails.h"

namespace poolwalk::scene {
namespace {

constexpr std::int64_t max_named = 256;

void name_cells(Scene& scene, const WalkLayout& layout) {
    for (const GridId grid : all_grids) {
        const VisibleCells visible = visible_cells(layout, grid);
        if (visible.count() > max_named) continue;
        for (std::int64_t h = visible.first.h; h < visible.last.h; ++h)
            for (std::int64_t w = visible.first.w; w < visible.last.w; ++w)
                scene.name_cell(symbol_of(grid), {h, w}, layout.of(grid).cell({h, w}, layout.cell_px));
    }
}

}  // namespace

WalkSketch walk_sketch(Scene& scene, const Shown& shown, const WalkLayout& layout, SceneCache& cache) {
    const AppState& state = shown.state;
    return {sketch_of(scene, state), shown, layout, state.quiz.asking ? asked_step(state) : shown.step, cache};
}

void add_arrays(const WalkSketch& sketch) {
    add_heat_maps(sketch);
    add_thumbnails(sketch.draw, sketch.shown, sketch.layout.strip, sketch.cache);
    add_legend(sketch);
    add_padding_ring(sketch);
    add_unreached(sketch);
    add_titles(sketch);
    add_indices(sketch);
    add_numbers(sketch);
}

void add_step(const WalkSketch& sketch) {
    add_mask(sketch);
    add_window(sketch);
    add_arrows(sketch);
    add_links(sketch);
    add_grips(sketch);
}

void end_walk(const WalkSketch& sketch) {
    hide_grids(sketch);
    add_overview(sketch);
    if (sketch.draw.scene.keeps_names) name_cells(sketch.draw.scene, sketch.layout);
}

void draw_walk(Scene& scene, const Shown& shown, const WalkLayout& layout, SceneCache& cache) {
    const WalkSketch sketch = walk_sketch(scene, shown, layout, cache);
    add_arrays(sketch);
    add_step(sketch);
    end_walk(sketch);
}

}  // namespace poolwalk::scene
