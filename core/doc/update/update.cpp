#include "core/doc/update/update.h"

#include <algorithm>

#include "core/doc/update/update_parts.h"

namespace poolwalk {
namespace {

Track network_track(const AppState& state) {
    const NetworkSetup& setup = network_of(state.document);
    const std::int64_t epoch = steps_per_epoch(setup);
    const std::int64_t unit = state.play.network_by == NetworkBy::Layer   ? 1
                              : state.play.network_by == NetworkBy::Image ? steps_per_image
                                                                          : epoch;
    return {network_step_count(setup), state.play.network_done, std::max(steps_per_image, unit), unit};
}

bool same_places(const Playback& a, const Playback& b) {
    return a.done == b.done && a.columns_done == b.columns_done && a.network_done == b.network_done;
}

}  // namespace

AppState start_state(Document document) {
    AppState state;
    state.document = std::move(document);
    if (state.document.network) state.view.workspace = Workspace::Network;
    return state;
}

SessionFile session_file_of(const AppState& state) {
    return {.document = state.document, .view = state.view, .play = state.play, .claim = state.claim};
}

AppState update(AppState state, const Command& command) {
    update_in_place(state, command);
    return state;
}

void update_in_place(AppState& state, const Command& command) {
    const bool waited = state.lesson && state.lesson->waits;
    const std::uint64_t revision = state.revision;
    const Playback play = state.play;
    const Workspace workspace = state.view.workspace;
    const Quiz quiz = state.quiz;
    update_quiz(state, command);
    update_document(state, command);
    update_walk(state, command);
    update_view(state, command);
    update_network(state, command);
    // A question, and what was said of an answer, are over once the walk is elsewhere.
    const bool moved_on =
        state.revision != revision || !same_places(state.play, play) || state.view.workspace != workspace;
    if (moved_on && quiz.asking && state.quiz == quiz) state.quiz.asking = false;
    if (state.quiz.answer && (state.revision != revision || state.quiz.answer->done != state.play.done))
        state.quiz.answer.reset();
    // What is done by hand while a page pauses is not run over by the page.
    if (waited && (state.revision != revision || !same_places(state.play, play))) state.lesson->waits = false;
    update_session(state, command);
    update_lesson(state, command);
}

std::optional<double> time_to_next_tick(const AppState& state) {
    std::optional<double> seconds;
    if (state.play.playing) seconds = 1 / state.play.speed_steps_per_s - state.play.waited_s;
    if (const LessonRun* run = running_lesson(state); run && run->waits) {
        const double pause_s = run->lesson->pages[run->page].pause_s - run->waited_s;
        seconds = std::min(seconds.value_or(pause_s), pause_s);
    }
    return seconds;
}

WalkPlan plan_of(const AppState& state) {
    return {output_shape(state.document), state.document.geometry.kernel, state.play.by, state.play.forward_only};
}

ColumnsPlan columns_plan_of(const AppState& state) {
    return columns_plan(shape_of(*state.document.input), state.document.geometry);
}

Track track_of(const AppState& state) {
    if (state.view.workspace == Workspace::Network) return network_track(state);
    const WalkPlan plan = plan_of(state);
    if (state.view.workspace == Workspace::Columns)
        return {step_count(columns_plan_of(state)), state.play.columns_done, plan.output.w * plan.output.planes()};
    return {step_count(plan), state.play.done, plan.output.w * steps_per_window(plan)};
}

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
