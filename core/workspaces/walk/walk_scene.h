// The picture of the Walk: the four grids, what the present step lights up in them, its arrows. Where things lie
// is walk_layout.h's; what they look like is decided here and in the parts (walk_sketch.h). A step on its way is
// walk_motion.h's, which puts the same parts together otherwise.
#pragma once

#include "core/workspaces/walk/walk_sketch.h"

namespace poolwalk::scene {

void draw_walk(Scene& scene, const Shown& shown, const WalkLayout& layout, SceneCache& cache);

WalkSketch walk_sketch(Scene& scene, const Shown& shown, const WalkLayout& layout, SceneCache& cache);
void add_arrays(const WalkSketch& sketch);  // with their numbers and the words around them
void add_step(const WalkSketch& sketch);    // what the step and the mouse light up
void end_walk(const WalkSketch& sketch);    // hides what is not to be seen, names what is

}  // namespace poolwalk::scene
