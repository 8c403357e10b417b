// Commands that move along the walk, and Predict.
#include "core/doc/update/motion.h"
#include "core/doc/update/update_parts.h"
#include "core/doc/update/workspace_actions.h"

#include <algorithm>
#include <cmath>

namespace poolwalk {

void walk_to(AppState& state, std::int64_t done) {
    state.play.done = std::clamp<std::int64_t>(done, 0, step_count(plan_of(state)));
    state.play.waited_s = 0;
    follow_plane(state);
}

void columns_to(AppState& state, std::int64_t done) {
    state.play.columns_done = std::clamp<std::int64_t>(done, 0, step_count(columns_plan_of(state)));
    state.play.waited_s = 0;
    follow_plane(state);
}

void go_to(AppState& state, std::int64_t done) { workspace_actions(state.view.workspace).go_to(state, done); }

void follow_plane(AppState& state) { workspace_actions(state.view.workspace).follow_plane(state); }

namespace {

// From one multiple of the unit to another.
std::int64_t moved(const Track& track, std::int64_t units) {
    const std::int64_t from = units >= 0 ? track.done / track.unit : (track.done + track.unit - 1) / track.unit;
    return (from + std::clamp<std::int64_t>(units, -track.count, track.count)) * track.unit;
}

void go_by_hand(AppState& state, std::int64_t done) {
    state.play.playing = false;
    state.play.stop_at.reset();
    state.play.motion.reset();
    go_to(state, done);
}

std::int64_t end_of_play(const AppState& state) {
    const std::int64_t steps = track_of(state).count;
    return std::clamp<std::int64_t>(state.play.stop_at.value_or(steps), 0, steps);
}

void end_play_if_done(AppState& state) {
    if (track_of(state).done < end_of_play(state)) return;
    state.play.playing = false;
    state.play.stop_at.reset();
}

void tick(AppState& state, double seconds) {
    if (!state.play.playing || !(seconds > 0)) return;
    const double step_s = 1 / state.play.speed_steps_per_s;
    // A clock that jumps must not skip more than a step.
    const double waited = state.play.waited_s + std::min(seconds, std::max(1.0, step_s));
    const auto steps = static_cast<std::int64_t>(waited / step_s);
    if (steps > 0) walk_or_ask(state, std::min(moved(track_of(state), steps), end_of_play(state)));
    if (state.quiz.asking) return;
    state.play.waited_s = waited - static_cast<double>(steps) * step_s;
    end_play_if_done(state);
}

// The first step is done at once: whoever presses Play sees it.
void begin_playing(AppState& state) {
    state.play.playing = true;
    walk_or_ask(state, std::min(moved(track_of(state), 1), end_of_play(state)));
    state.play.waited_s = 0;
    if (!state.quiz.asking) end_play_if_done(state);
}

void play_to(AppState& state, std::int64_t done) {
    state.play.stop_at = done;
    if (track_of(state).done < end_of_play(state)) begin_playing(state);
    else go_by_hand(state, done);
}

void toggle_play(AppState& state) {
    const Track track = track_of(state);
    if (!state.play.playing && track.done == track.count) go_to(state, 0);
    state.play.stop_at.reset();
    if (state.play.playing) state.play.playing = false;
    else begin_playing(state);
}

// The same place of the walk in another way of counting.
void set_step_by(AppState& state, StepBy by) {
    if (by == state.play.by) return;
    const std::int64_t windows = state.play.done / steps_per_window(plan_of(state));
    state.play.by = by;
    state.play.playing = false;
    walk_to(state, windows * steps_per_window(plan_of(state)));
}

void set_speed(AppState& state, double steps_per_s) {
    if (!std::isfinite(steps_per_s)) return;
    state.play.speed_steps_per_s = std::clamp(steps_per_s, min_speed_steps_per_s, max_speed_steps_per_s);
}

}  // namespace

void finish_playing(AppState& state) {
    if (state.play.playing) go_by_hand(state, end_of_play(state));
}

namespace {

void handle(AppState& s, const Seek& c) { go_by_hand(s, c.done); }

void handle(AppState& s, const SeekMoment& c) {
    go_by_hand(s, c.done);
    const std::int64_t from = track_of(s).done;
    if (!(c.t > 0)) return;
    go_to(s, from + 1);
    if (track_of(s).done == from + 1) s.play.motion = Motion{from, std::min(c.t, 1.0)};
}

void handle(AppState& s, const StepOn& c) {
    s.play.playing = false;
    s.play.stop_at.reset();
    walk_or_ask(s, moved(track_of(s), c.steps));
}

void handle(AppState& s, const StepRow& c) {
    const Track track = track_of(s);
    const std::int64_t most = track.count / track.row + 1;
    go_by_hand(s, track.done + std::clamp<std::int64_t>(c.rows, -most, most) * track.row);
}

void handle(AppState& s, const GoFirst&) { go_by_hand(s, 0); }

void handle(AppState& s, const GoLast&) { go_by_hand(s, track_of(s).count); }

void handle(AppState& s, const TogglePlay&) { toggle_play(s); }

void handle(AppState& s, const PlayTo& c) { play_to(s, c.done); }

void handle(AppState& s, const ChangeSpeed& c) { set_speed(s, s.play.speed_steps_per_s * c.factor); }

void handle(AppState& s, const SetSpeed& c) { set_speed(s, c.steps_per_s); }

void handle(AppState& s, const SetStepBy& c) { set_step_by(s, c.by); }

void handle(AppState& s, const SetForwardOnly& c) {
    s.play.forward_only = c.forward_only;
    s.play.playing = false;
    walk_to(s, s.play.done);
}

void handle(AppState& s, const Tick& c) {
    advance_motion(s, c.seconds);
    tick(s, c.seconds);
}

void handle(AppState& s, const Reset&) {
    go_by_hand(s, 0);
    workspace_actions(s.view.workspace).reset_view(s);
}

void handle(AppState& s, const SetPredict& c) { s.quiz = {.on = c.on, .answer = {}}; }

void handle(AppState& s, const Predict& c) {
    answer_quiz(s, c.cell ? Guess::Cell : Guess::NoCell, c.cell.value_or(Place{}));
}

}  // namespace

void update(AppState& state, const WalkCommand& command) {
    std::visit([&](const auto& one) { handle(state, one); }, command);
}

}  // namespace poolwalk
