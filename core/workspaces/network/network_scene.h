// The Network workspace as a picture: every layer forward and backward as grids, the weights with their
// gradients, and the loss curves of all tie rules over each other.
#pragma once

#include "core/doc/derived/network_results.h"
#include "core/scene/scene.h"
#include "core/workspaces/network/network_layout.h"

namespace poolwalk::scene {

Scene build_network_scene(const AppState& state, const NetworkResults& results, Rect canvas,
                          const std::optional<NetworkCell>& hovered);

// The colour of a tie rule's curve.
Color curve_color(const Palette& palette, TieRule rule);

// Used by network_scene.cpp only: the plot of the loss curves.
void add_loss_plot(Scene& scene, const AppState& state, const NetworkResults& results, const NetworkLayout& layout);

}  // namespace poolwalk::scene
