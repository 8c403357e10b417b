// What goes between the arrays of the network: arrows from layer to layer and back, words where nothing passes, and
// the cells that the one under the mouse is made of.
#pragma once

#include "core/workspaces/network/network_sketch.h"

namespace poolwalk::scene {

void add_flow(const NetworkSketch& sketch);

}  // namespace poolwalk::scene
