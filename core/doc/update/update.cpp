#include "core/doc/update/update.h"

#include <algorithm>

#include "core/doc/update/motion.h"
#include "core/doc/update/update_parts.h"
#include "core/doc/update/workspace_actions.h"

namespace poolwalk {
AppState start_state(Document document) {
    AppState state;
    state.document = std::move(document);
    if (state.document.network) state.view.workspace = Workspace::Network;
    return state;
}

SessionFile session_file_of(const AppState& state) {
    return {.document = state.document,
            .view = state.view,
            .play = state.play,
            .quiz = without_question(state.quiz),
            .claim = state.claim};
}

AppState update(AppState state, const Command& command) {
    update_in_place(state, command);
    return state;
}

bool same_places(const Playback& a, const Playback& b) {
    return a.done == b.done && a.columns_done == b.columns_done && a.network_done == b.network_done;
}

namespace {

// A step that was made moves; what else happens to the walk or to the picture ends what moved.
void follow_motion(AppState& state, const Command& command, const Playback& before, std::int64_t done, bool is_same) {
    const bool walked = !same_places(state.play, before);
    if (walked || !is_same || state.view.reduced_motion) state.play.motion.reset();
    const bool counts_alike = state.play.by == before.by && state.play.forward_only == before.forward_only;
    if (walked && is_same && counts_alike && !command.is<Seek>()) begin_motion(state, done);
    if (walked && is_same && !state.play.motion && !state.play.playing) begin_fade(state);
}

}  // namespace

void update_in_place(AppState& state, const Command& command) {
    const std::uint64_t revision = state.revision;
    const Playback play = state.play;
    const Workspace workspace = state.view.workspace;
    const Quiz quiz = state.quiz;
    const std::int64_t done = track_of(state).done, plane = state.view.plane;
    std::visit([&](const auto& group) { update(state, group); }, command.groups());
    const bool walked = !same_places(state.play, play), changed = state.revision != revision;
    const bool is_same = !changed && state.view.workspace == workspace && state.view.plane == plane;
    if (changed && (command.is<OpenDocument>() || command.is<OpenSession>())) begin_fade(state);
    else if (changed) begin_flash(state);
    if (!command.is<SeekMoment>()) follow_motion(state, command, play, done, is_same);
    // A question, and what was said of an answer, are over once the walk is elsewhere.
    if ((changed || walked || state.view.workspace != workspace) && quiz.asking && state.quiz == quiz)
        state.quiz.asking = false;
    if (state.quiz.answer && (changed || state.quiz.answer->done != state.play.done)) state.quiz.answer.reset();
}

constexpr double motion_frame_s = 1.0 / 60;

std::optional<double> time_to_next_tick(const AppState& state) {
    std::optional<double> seconds;
    if (state.play.playing) seconds = 1 / state.play.speed_steps_per_s - state.play.waited_s;
    if (is_moving(state)) seconds = std::min(seconds.value_or(motion_frame_s), motion_frame_s);
    if (const double hint_s = state.play.leave_hint_s; hint_s > 0)
        seconds = std::min(seconds.value_or(hint_s), hint_s);
    return seconds;
}

WalkPlan plan_of(const AppState& state) {
    return {output_shape(state.document), state.document.geometry.kernel, state.play.by, state.play.forward_only};
}

ColumnsPlan columns_plan_of(const AppState& state) {
    return columns_plan(shape_of(*state.document.input), state.document.geometry);
}

Track track_of(const AppState& state) { return workspace_actions(state.view.workspace).track(state); }

std::optional<std::int64_t> current_index(const AppState& state) {
    if (state.play.done == 0) return std::nullopt;
    return state.play.done - 1;
}

std::optional<ColumnsStep> current_columns_step(const AppState& state) {
    if (state.play.columns_done == 0) return std::nullopt;
    return place_of(columns_plan_of(state), state.play.columns_done - 1);
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
    return Selection{view.pinned->grid,
                     view.pinned->plane,
                     {std::min(a.h, b.h), std::min(a.w, b.w)},
                     {std::max(a.h, b.h), std::max(a.w, b.w)}};
}

}  // namespace poolwalk
