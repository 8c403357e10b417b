#include "core/doc/update/motion.h"

#include <algorithm>

#include "core/doc/update/update_parts.h"

namespace poolwalk {
namespace {

constexpr double longest_s = 0.6, part_of_interval = 0.7, fastest_seen_per_s = 8, flash_s = 0.5, fade_s = 0.12;

bool shows_motion(const AppState& state) { return state.animates && !state.view.reduced_motion; }

}  // namespace

double motion_s(double steps_per_s) {
    if (steps_per_s > fastest_seen_per_s) return 0;
    return std::min(longest_s, part_of_interval / steps_per_s);
}

std::optional<StepMoment> moment_of(const AppState& state) {
    const auto& motion = state.play.motion;
    if (!motion) return std::nullopt;
    const std::int64_t done = track_of(state).done;
    return done > motion->from ? StepMoment{motion->from, motion->t} : StepMoment{done, 1 - motion->t};
}

AppState at_step(const AppState& state, std::int64_t done) {
    AppState there = state;
    go_to(there, done);
    there.play.motion.reset();
    there.view.plane = state.view.plane;
    return there;
}

void begin_motion(AppState& state, std::int64_t before) {
    const std::int64_t done = track_of(state).done;
    const bool is_seen = shows_motion(state) && motion_s(state.play.speed_steps_per_s) > 0;
    if (is_seen && (done == before + 1 || done == before - 1)) state.play.motion = Motion{before, 0};
}

void begin_fade(AppState& state) { state.play.fade = shows_motion(state) ? 1 : 0; }

void begin_flash(AppState& state) { state.play.flash = shows_motion(state) ? 1 : 0; }

void advance_motion(AppState& state, double seconds) {
    if (!(seconds > 0)) return;
    state.play.flash = std::max(0.0, state.play.flash - seconds / flash_s);
    state.play.fade = std::max(0.0, state.play.fade - seconds / fade_s);
    state.play.leave_hint_s = std::max(0.0, state.play.leave_hint_s - seconds);
    auto& motion = state.play.motion;
    if (!motion) return;
    const double whole_s = motion_s(state.play.speed_steps_per_s);
    motion->t = whole_s > 0 ? motion->t + seconds / whole_s : 1;
    if (motion->t >= 1) motion.reset();
}

bool is_moving(const AppState& state) { return state.play.motion || state.play.flash > 0 || state.play.fade > 0; }

}  // namespace poolwalk
