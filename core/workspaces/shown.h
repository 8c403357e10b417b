// What a picture and its words are made from: the state, what follows from it, and the mouse. Whoever draws
// a frame puts it together once and hands it to the row of the open workspace (workspaces.h).
#pragma once

#include "core/doc/derived/analysis_cache.h"
#include "core/doc/derived/derived.h"
#include "core/doc/update/motion.h"
#include "core/scene/sketch.h"
#include "core/workspaces/hit.h"

namespace poolwalk::scene {

struct Shown {
    const AppState& state;
    const Derived& derived;
    const AnalysisCache& analyses;
    const std::optional<Step>& step;  // step_done_last(state)
    const Pointing& pointing;
    bool keeps_names = false;  // the Scene is to say where each cell lies: for tests
};

// The two pictures that a step leads from and to, and how far between them it is, from 0 to 1. One of them is
// `shown`, which has to outlive it.
class StepEnds {
public:
    StepEnds(const Shown& shown, const StepMoment& moment);
    StepEnds(const StepEnds&) = delete;
    StepEnds& operator=(const StepEnds&) = delete;

private:
    AppState other_state_;
    std::optional<Step> other_step_;
    Shown other_;

public:
    const Shown &before, &after;
    const float t;
};

Sketch sketch_of(Scene& scene, const AppState& state);
// Of X and Y, or of dX and dY.
ColorScale colors_of(const Shown& shown, bool gradient);

// Of the Walk, or of its window in Columns; absent before the first step. Sooner with the argmax of its document.
std::optional<Step> step_done_last(const AppState& state, const Argmax* argmax = nullptr);

}  // namespace poolwalk::scene
