// The part of the Walk's picture that no step changes, but for the numbers: cells, titles, indices, padding, legend.
#pragma once

#include "core/workspaces/walk/walk_sketch.h"

namespace poolwalk::scene {

void add_heat_maps(const WalkSketch& sketch);
void add_titles(const WalkSketch& sketch);
void add_indices(const WalkSketch& sketch);
void add_padding_ring(const WalkSketch& sketch);
void add_unreached(const WalkSketch& sketch);
void add_legend(const WalkSketch& sketch);

}  // namespace poolwalk::scene
