// What the step and the mouse light up in the picture of the Columns workspace: the present column and
// its window, the maxima, the copies of a cell.
#pragma once

#include "core/workspaces/columns/columns_sketch.h"

namespace poolwalk::scene {

void add_lights(const ColumnsSketch& sheet);

}  // namespace poolwalk::scene
