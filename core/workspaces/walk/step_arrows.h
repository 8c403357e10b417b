// The arrows of the Walk: from the maximum to Y, from dY to the cells that it goes to, with the amounts.
#pragma once

#include "core/workspaces/walk/walk_sketch.h"

namespace poolwalk::scene {

void add_arrows(const WalkSketch& sketch);

}  // namespace poolwalk::scene
