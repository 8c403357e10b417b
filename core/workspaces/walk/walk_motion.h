// A step of the Walk on its way: the window glides, the maxima light up and the rest of the window pales, and then
// the value travels along its arrow, from X into Y or from dY into dX. What each rule makes of it (shared, copied,
// written over, dropped) is seen on the way.
#pragma once

#include "core/workspaces/shown.h"
#include "core/workspaces/walk/scene_cache.h"

namespace poolwalk::scene {

void draw_walk_between(Scene& scene, const StepEnds& ends, const WalkLayout& layout, SceneCache& cache);

}  // namespace poolwalk::scene
