#include "core/workspaces/columns/columns_scene.h"

#include "core/workspaces/columns/columns_grids.h"
#include "core/workspaces/columns/columns_highlights.h"
#include "core/workspaces/columns/columns_words.h"
#include "core/workspaces/walk/thumbnails.h"

namespace poolwalk::scene {
namespace {

void name_planes(Scene& scene, const ColumnsLayout& l) {
    const Shape& x = l.plan.input;
    for (std::int64_t h = l.input.rows.first; h < l.input.rows.end(); ++h)
        for (std::int64_t w = l.input.cols.first; w < l.input.cols.end(); ++w) {
            if (!inside({h, w}, x.h, x.w)) continue;
            scene.name_cell("X", {h, w}, l.input.cell({h, w}));
            scene.name_cell("dX", {h, w}, l.grad_input.cell({h, w}));
        }
}

// "X_col(3,4)" of a matrix; of the rows Y and dY the windows of the plane shown.
void name_column(Scene& scene, const ColumnsLayout& l, std::int64_t j) {
    const auto& [plane, window] = place_of_column(l.plan, j);
    for (const auto& [band, name] : {std::pair{Band::Columns, "X_col"}, std::pair{Band::GradColumns, "dX_col"}})
        for (std::int64_t i = l.rows.first; l.shows(band) && i < l.rows.end(); ++i)
            scene.name_cell(name, {i, j}, l.entry(band, {i, j}));
    if (plane != l.plane) return;
    for (const auto& [band, name] : {std::pair{Band::Output, "Y"}, std::pair{Band::GradOutput, "dY"}})
        if (l.shows(band)) scene.name_cell(name, window, l.entry(band, {0, j}));
}

void name_cells(Scene& scene, const ColumnsLayout& l) {
    constexpr std::int64_t max_named = 512;
    if (l.input.rows.shown * l.input.cols.shown <= max_named) name_planes(scene, l);
    if (l.rows.shown * l.columns.shown > max_named) return;
    for (std::int64_t j = l.columns.first; j < l.columns.end(); ++j) name_column(scene, l, j);
}

}  // namespace

void draw_columns(Scene& scene, const Shown& shown, const ColumnsLayout& layout, SceneCache& cache) {
    const AppState& state = shown.state;
    const ColumnsSketch sketch{sketch_of(scene, state),     shown, layout, view_of(state.document, shown.derived),
                               current_columns_step(state), cache};
    add_thumbnails(sketch.draw, shown, layout.strip, cache);
    add_planes(sketch);
    add_bands(sketch);
    add_column_places(sketch);
    add_band_names(sketch);
    add_overview(sketch);
    add_legend(sketch);
    add_lights(sketch);
    if (scene.keeps_names) name_cells(scene, layout);
}

}  // namespace poolwalk::scene
