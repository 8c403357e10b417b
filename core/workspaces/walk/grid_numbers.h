// The numbers in the cells of the Walk: what they print, how large, and the ink that is read on the cell's colour.
#pragma once

#include "core/workspaces/walk/walk_sketch.h"

namespace poolwalk::scene {

// Of one array; none where they have no room. They stay where they are until the cache is asked for others.
const std::vector<Label>& numbers_of(const WalkSketch& sketch, GridId grid);
void add_numbers(const WalkSketch& sketch);

// Half the width and height, in pixels, of the box in the middle of each cell that the array's numbers keep within.
Vec2 half_of_digits(const WalkSketch& sketch, GridId grid);

}  // namespace poolwalk::scene
