// The Network workspace as a picture: every layer forward and backward as grids, the weights with their
// gradients, and the loss curves of all tie rules over each other.
#pragma once

#include "core/workspaces/network/network_layout.h"
#include "core/workspaces/shown.h"

namespace poolwalk::scene {

void draw_network(Scene& scene, const Shown& shown, const NetworkLayout& layout);

}  // namespace poolwalk::scene
