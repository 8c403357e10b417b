#include "core/doc/update.h"

#include <algorithm>

#include "core/doc/update_parts.h"

namespace poolwalk {

namespace {

Track network_track(const AppState& state) {
    const NetworkSetup& setup = network_of(state.document);
    const std::int64_t epoch = steps_per_epoch(setup);
    const std::int64_t unit = state.play.network_by == NetworkBy::Layer ? 1 : state.play.network_by == NetworkBy::Image ? steps_per_image : epoch;
    return {network_step_count(setup), state.play.network_done, std::max(steps_per_image, unit), unit};
}

}  // namespace

AppState start_state(Document document) {
    AppState state;
    state.document = std::move(document);
    if (state.document.network) state.view.workspace = Workspace::Network;
    return state;
}

AppState update(AppState state, const Command& command) {
    update_document(state, command);
    update_walk(state, command);
    update_view(state, command);
    update_network(state, command);
    return state;
}

WalkPlan plan_of(const AppState& state) {
    return {output_shape(state.document), state.document.geometry.kernel, state.play.by, state.play.forward_only};
}

Track track_of(const AppState& state) {
    if (state.view.workspace == Workspace::Network) return network_track(state);
    const WalkPlan plan = plan_of(state);
    return {step_count(plan), state.play.done, plan.output.w * steps_per_window(plan)};
}

std::optional<std::int64_t> current_index(const AppState& state) {
    if (state.play.done == 0) return std::nullopt;
    return state.play.done - 1;
}

bool backward_has_begun(const AppState& state) {
    const WalkPlan plan = plan_of(state);
    return !plan.forward_only && state.play.done >= plan.output.cells() * steps_per_window(plan);
}

Shape shape_of_grid(const Document& document, GridId grid) {
    if (is_input_sized(grid)) return shape_of(*document.input);
    return grid == GridId::Output ? output_shape(document) : shape_of(*document.grad_output);
}

std::optional<Selection> selection_of(const View& view) {
    if (!view.pinned) return std::nullopt;
    const Place a = view.pinned->cell, b = view.selected_to.value_or(a);
    return Selection{view.pinned->grid, view.pinned->plane, {std::min(a.h, b.h), std::min(a.w, b.w)},
                     {std::max(a.h, b.h), std::max(a.w, b.w)}};
}

}  // namespace poolwalk
