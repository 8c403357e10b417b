// Hides grids that a class is not to see yet: nothing of what lies below is left in the Scene. Comes last of all
// parts.
#pragma once

#include "core/workspaces/walk/walk_sketch.h"

namespace poolwalk::scene {

void hide_grids(const WalkSketch& sketch);

}  // namespace poolwalk::scene
