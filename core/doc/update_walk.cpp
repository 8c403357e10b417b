// Commands that move along the walk.
#include "core/doc/update_parts.h"

#include <algorithm>
#include <cmath>

namespace poolwalk {

void go_to(AppState& state, std::int64_t done) {
    if (state.view.workspace == Workspace::Network) return go_to_in_network(state, done);
    go_to_in_walk(state, done);
}

void go_to_in_walk(AppState& state, std::int64_t done) {
    state.play.done = std::clamp<std::int64_t>(done, 0, step_count(plan_of(state)));
    state.play.waited_s = 0;
    if (state.play.done > 0) state.view.plane = place_of(plan_of(state), state.play.done - 1).plane;
}

namespace {

// From one multiple of the unit to another.
std::int64_t moved(const Track& track, std::int64_t units) {
    const std::int64_t from = units >= 0 ? track.done / track.unit : (track.done + track.unit - 1) / track.unit;
    return (from + std::clamp<std::int64_t>(units, -track.count, track.count)) * track.unit;
}

void walk_by_hand(AppState& state, std::int64_t done) {
    state.play.playing = false;
    go_to_in_walk(state, done);
}

void go_by_hand(AppState& state, std::int64_t done) {
    state.play.playing = false;
    go_to(state, done);
}

void tick(AppState& state, double seconds) {
    if (!state.play.playing || !(seconds > 0)) return;
    const double step_s = 1 / state.play.speed_steps_per_s;
    // A clock that jumps must not skip more than a step.
    const double waited = state.play.waited_s + std::min(seconds, std::max(1.0, step_s));
    const auto steps = static_cast<std::int64_t>(waited / step_s);
    if (steps > 0) go_to(state, moved(track_of(state), steps));
    state.play.waited_s = waited - static_cast<double>(steps) * step_s;
    const Track track = track_of(state);
    if (track.done == track.count) state.play.playing = false;
}

void toggle_play(AppState& state) {
    const Track track = track_of(state);
    if (!state.play.playing && track.done == track.count) go_to(state, 0);
    state.play.playing = !state.play.playing;
    state.play.waited_s = 0;
}

// The same place of the walk in another way of counting.
void set_step_by(AppState& state, StepBy by) {
    if (by == state.play.by) return;
    const std::int64_t windows = state.play.done / steps_per_window(plan_of(state));
    state.play.by = by;
    walk_by_hand(state, windows * steps_per_window(plan_of(state)));
}

void set_speed(AppState& state, double steps_per_s) {
    if (!std::isfinite(steps_per_s)) return;
    state.play.speed_steps_per_s = std::clamp(steps_per_s, min_speed_steps_per_s, max_speed_steps_per_s);
}

}  // namespace

void update_walk(AppState& s, const Command& command) {
    std::visit(
        Overload{
            [&](const Seek& c) { go_by_hand(s, c.done); },
            [&](const StepOn& c) { go_by_hand(s, moved(track_of(s), c.steps)); },
            [&](const StepRow& c) {
                const Track track = track_of(s);
                const std::int64_t most = track.count / track.row + 1;
                go_by_hand(s, track.done + std::clamp<std::int64_t>(c.rows, -most, most) * track.row);
            },
            [&](const GoFirst&) { go_by_hand(s, 0); },
            [&](const GoLast&) { go_by_hand(s, track_of(s).count); },
            [&](const TogglePlay&) { toggle_play(s); },
            [&](const ChangeSpeed& c) { set_speed(s, s.play.speed_steps_per_s * c.factor); },
            [&](const SetSpeed& c) { set_speed(s, c.steps_per_s); },
            [&](const Tick& c) { tick(s, c.seconds); },
            [&](const SetStepBy& c) { set_step_by(s, c.by); },
            [&](const SetForwardOnly& c) {
                s.play.forward_only = c.forward_only;
                walk_by_hand(s, s.play.done);
            },
            [&](const Reset&) {
                go_by_hand(s, 0);
                if (s.view.workspace == Workspace::Network) return s.view.network_pinned.reset();
                s.view.plane = 0;
                s.view.camera = {};
                s.view.pinned.reset();
                s.view.selected_to.reset();
            },
            [](const auto&) {},
        },
        command);
}

}  // namespace poolwalk
