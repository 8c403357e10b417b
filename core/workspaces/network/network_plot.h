// The loss curves of all tie rules over each other: thick below, thin above, so that curves which
// coincide are seen as one striped line; the setup's own rule lies on top.
#pragma once

#include "core/doc/derived/network_results.h"
#include "core/scene/sketch.h"
#include "core/workspaces/network/network_layout.h"

namespace poolwalk::scene {

// The colour of a tie rule's curve.
Color curve_color(const Palette& palette, TieRule rule);

// `moment` says which epoch is marked, if any.
void add_loss_plot(const Sketch& draw, const NetworkLayout& layout, const NetworkResults& results,
                   const std::optional<NetworkMoment>& moment);

}  // namespace poolwalk::scene
