#include "core/workspaces/shown.h"

#include "core/scene/colormap.h"

namespace poolwalk::scene {

Sketch sketch_of(Scene& scene, const AppState& state) {
    return {scene, palette_of(state.view.theme), static_cast<float>(state.view.scale)};
}

ColorScale colors_of(const Shown& shown, bool gradient) {
    const View& view = shown.state.view;
    const ValueRange& range = gradient ? shown.derived.gradient_range : shown.derived.input_range;
    return {range.low, range.high, gradient ? gradient_ramp(view.theme) : ramp_of(view.colormap, view.theme)};
}

std::optional<Step> step_done_last(const AppState& state, const Argmax* argmax) {
    const auto index = current_index(state);
    if (!index) return std::nullopt;
    PoolView view = view_of(state.document);
    view.argmax = argmax;
    return step_at(view, plan_of(state), *index);
}

}  // namespace poolwalk::scene
