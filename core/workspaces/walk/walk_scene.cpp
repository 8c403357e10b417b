#include "core/workspaces/walk/walk_scene.h"

#include "core/workspaces/walk/grid_numbers.h"
#include "core/workspaces/walk/hidden_grids.h"
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

void draw_walk(Scene& scene, const Shown& shown, const WalkLayout& layout, SceneCache& cache) {
    const AppState& state = shown.state;
    const Sketch draw = sketch_of(scene, state);
    const WalkSketch sketch{draw, shown, layout, state.quiz.asking ? asked_step(state) : shown.step};
    add_heat_maps(sketch, cache);
    add_thumbnails(draw, shown, layout.strip, cache);
    add_legend(sketch);
    add_padding_ring(sketch);
    add_unreached(sketch);
    add_titles(sketch);
    add_indices(sketch);
    add_numbers(sketch, cache);
    add_mask(sketch);
    add_window(sketch);
    add_arrows(sketch);
    add_links(sketch);
    hide_grids(sketch);
    if (scene.keeps_names) name_cells(scene, layout);
}

}  // namespace poolwalk::scene
