// The arrays of the Columns workspace with their numbers: X and dX, the two matrices, the rows Y and dY.
#pragma once

#include "core/workspaces/columns/columns_sketch.h"

namespace poolwalk::scene {

void add_planes(const ColumnsSketch& sketch);  // X and dX
void add_bands(const ColumnsSketch& sketch);   // the matrices, and the rows Y and dY

}  // namespace poolwalk::scene
