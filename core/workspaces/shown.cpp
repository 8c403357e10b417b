#include "core/workspaces/shown.h"

#include "core/scene/colormap.h"

namespace poolwalk::scene {

StepEnds::StepEnds(const Shown& shown, const StepMoment& moment)
    : other_state_(at_step(shown.state, track_of(shown.state).done == moment.done ? moment.done + 1 : moment.done)),
      other_step_(step_done_last(other_state_, &shown.derived.argmax)),
      other_{other_state_, shown.derived, shown.analyses, other_step_, shown.pointing, shown.keeps_names},
      before(track_of(shown.state).done == moment.done ? shown : other_),
      after(track_of(shown.state).done == moment.done ? other_ : shown),
      t(static_cast<float>(moment.t)) {}

Sketch sketch_of(Scene& scene, const AppState& state) {
    return {scene, palette_of(state.view.theme), static_cast<float>(state.view.scale)};
}

ColorScale colors_of(const Shown& shown, bool gradient) {
    const View& view = shown.state.view;
    const ValueRange& range = gradient ? shown.derived.gradient_range : shown.derived.input_range;
    return {range.low, range.high, gradient ? gradient_ramp(view.theme) : ramp_of(view.colormap, view.theme)};
}

std::optional<Step> step_done_last(const AppState& state, const Argmax* argmax) {
    PoolView view = view_of(state.document);
    view.argmax = argmax;
    if (state.view.workspace == Workspace::Columns) {
        const auto step = current_columns_step(state);
        return step ? std::optional(engine_step(view, columns_plan_of(state), *step)) : std::nullopt;
    }
    const auto index = current_index(state);
    return index ? std::optional(step_at(view, plan_of(state), *index)) : std::nullopt;
}

}  // namespace poolwalk::scene
