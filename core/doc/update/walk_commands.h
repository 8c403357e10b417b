// Commands that move along the walk. Steps count steps done; whatever is done by hand pauses the play.
#pragma once

#include <optional>
#include <variant>

#include "core/pool/walk.h"

namespace poolwalk {

struct Seek {
    std::int64_t done = 0;
};
// Between the steps: `done` and, t of the way from 0 to 1, the next. The picture stays there until something moves.
struct SeekMoment {
    std::int64_t done = 0;
    double t = 0;
};
// Negative: back.
struct StepOn {
    std::int64_t steps = 1;
};
// Rows of windows.
struct StepRow {
    std::int64_t rows = 1;
};
struct GoFirst {};
struct GoLast {};
struct TogglePlay {};
// From where the walk stands, then pause.
struct PlayTo {
    std::int64_t done = 0;
};
struct ChangeSpeed {
    double factor = 1;
};
struct SetSpeed {
    double steps_per_s = 1;
};
// Time passes.
struct Tick {
    double seconds = 0;
};
struct SetStepBy {
    StepBy by = StepBy::Window;
};
struct SetForwardOnly {
    bool forward_only = false;
};
// The walk to its start, the camera to fit.
struct Reset {};
// The walk asks before each window; the score begins anew.
struct SetPredict {
    bool on = true;
};
// The guess; absent: no cell wins, or none receives the gradient.
struct Predict {
    std::optional<Place> cell{};
};

using WalkCommand = std::variant<Seek, SeekMoment, StepOn, StepRow, GoFirst, GoLast, TogglePlay, PlayTo, ChangeSpeed,
                                 SetSpeed, Tick, SetStepBy, SetForwardOnly, Reset, SetPredict, Predict>;

}  // namespace poolwalk
