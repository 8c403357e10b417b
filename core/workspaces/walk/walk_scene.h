// The picture of the Walk: the four grids, what the present step lights up in them, its arrows. Where things lie
// is walk_layout.h's; what they look like is decided here and in the parts (walk_sketch.h).
#pragma once

#include "core/workspaces/shown.h"
#include "core/workspaces/walk/scene_cache.h"

namespace poolwalk::scene {

void draw_walk(Scene& scene, const Shown& shown, const WalkLayout& layout, SceneCache& cache);

}  // namespace poolwalk::scene
