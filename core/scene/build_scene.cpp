#include "core/scene/build_scene.h"

#include "core/scene/colormap.h"
#include "core/scene/scene_parts.h"

namespace poolwalk::scene {

SceneCache::Key SceneCache::key_of(const AppState& state, GridId grid) {
    // X and dY do not change along the walk.
    const std::int64_t done = is_editable(grid) ? 0 : state.play.done;
    return {state.revision, state.view.plane, done, state.play.by, state.play.forward_only};
}

const GridState& SceneCache::grid(const AppState& state, const Derived& derived, GridId grid) {
    const auto i = static_cast<std::size_t>(grid);
    const Key key = key_of(state, grid);
    if (grids_[i].values && keys_[i] == key) return grids_[i];
    GridState next =
        grid_state(state.document, derived, plan_of(state), state.play.done, state.view.plane, grid);
    // The same values keep their place in memory, so that they are not sent to the card again.
    if (grids_[i].values && *grids_[i].values == *next.values) next.values = grids_[i].values;
    keys_[i] = key;
    return grids_[i] = std::move(next);
}

const std::vector<Label>* SceneCache::numbers(const AppState& state, const Layout& layout, GridId grid) {
    const auto i = static_cast<std::size_t>(grid);
    const NumbersKey key{key_of(state, grid), layout.of(grid), layout.cell_px, layout.scale, state.view.theme,
                         state.view.colormap, state.view.y_shows};
    if (numbers_keys_[i] == key) return &numbers_[i];
    numbers_keys_[i] = key;
    numbers_[i].clear();
    return nullptr;
}

std::shared_ptr<const std::vector<float>> SceneCache::thumbnail(const AppState& state, std::int64_t plane) {
    if (thumbnails_revision_ != state.revision) thumbnails_.clear();
    thumbnails_revision_ = state.revision;
    auto& held = thumbnails_[plane];
    if (held) return held;
    const AnyTensor& input = *state.document.input;
    const Shape& shape = shape_of(input);
    auto values = std::make_shared<std::vector<float>>();
    values->reserve(static_cast<std::size_t>(shape.plane_cells()));
    for (std::int64_t h = 0; h < shape.h; ++h)
        for (std::int64_t w = 0; w < shape.w; ++w) values->push_back(static_cast<float>(value_at(input, plane, h, w)));
    return held = std::move(values);
}

Scene build_scene(const AppState& state, const Derived& derived, Rect canvas, SceneCache& cache) {
    Scene scene;
    scene.canvas = canvas;
    const Palette& palette = palette_of(state.view.theme);
    scene.background = palette.canvas;
    const Layout layout = layout_of(state, canvas);
    Sketch sketch{state, derived, layout, palette, std::nullopt, scene};
    if (state.quiz.asking) sketch.step = asked_step(state);
    else if (const auto index = current_index(state))
        sketch.step = step_at(view_of(state.document), plan_of(state), *index);
    add_heat_maps(sketch, cache);
    add_thumbnails(sketch, cache);
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
    add_veils(sketch);
    return scene;
}

}  // namespace poolwalk::scene
