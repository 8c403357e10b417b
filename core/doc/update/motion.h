// A step takes time to be seen: Playback::motion says how far it is, Ticks bring it on, and whatever else happens
// ends it at once, so that keys are never late. What is drawn meanwhile is workspaces.h's to say.
#pragma once

#include "core/doc/update/update.h"

namespace poolwalk {

// How long a step moves, in seconds, while steps are made at this rate; 0: too fast to be followed.
double motion_s(double steps_per_s);

// The picture is that after `done` steps of the open workspace's track and `t`, from 0 to 1, of the next.
struct StepMoment {
    std::int64_t done = 0;
    double t = 0;
    bool operator==(const StepMoment&) const = default;
};
// Absent at rest. A step back is the same step with t going down.
std::optional<StepMoment> moment_of(const AppState& state);

// The state as it is at rest after `done` steps of the open workspace's track, in the plane that is shown.
AppState at_step(const AppState& state, std::int64_t done);

// For update() alone: after a command, begins the motion of the step it made, if it made one and shows one; `before`
// is the open track's steps done then. And the time that passes.
void begin_motion(AppState& state, std::int64_t before);
void advance_motion(AppState& state, double seconds);
// The picture of another document, or of a step far away, fades in.
void begin_fade(AppState& state);
// What the change of a document changed flashes.
void begin_flash(AppState& state);

// Is anything to be drawn anew as time passes, be the walk playing or not?
bool is_moving(const AppState& state);

}  // namespace poolwalk
