// The numbers in the cells of the Walk: what they print, how large, and the ink that is read on the cell's colour.
#pragma once

#include "core/workspaces/walk/scene_cache.h"
#include "core/workspaces/walk/walk_sketch.h"

namespace poolwalk::scene {

void add_numbers(const WalkSketch& sketch, SceneCache& cache);

}  // namespace poolwalk::scene
