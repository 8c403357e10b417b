// What a picture and its words are made from: the state, what follows from it, and the mouse. Whoever draws
// a frame puts it together once and hands it to the row of the open workspace (workspaces.h).
#pragma once

#include "core/doc/derived/analysis_cache.h"
#include "core/doc/derived/derived.h"
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

Sketch sketch_of(Scene& scene, const AppState& state);
// Of X and Y, or of dX and dY.
ColorScale colors_of(const Shown& shown, bool gradient);

// Of the Walk; absent before its first step. Sooner with the argmax of its document.
std::optional<Step> step_done_last(const AppState& state, const Argmax* argmax = nullptr);

}  // namespace poolwalk::scene
