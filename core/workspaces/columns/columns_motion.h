// A step of the Columns workspace on its way: cells of X fly into their column, the maximum of a column into Y, dY's
// value to the rows that receive, and the entries of a column back into dX.
#pragma once

#include "core/workspaces/columns/columns_layout.h"
#include "core/workspaces/shown.h"
#include "core/workspaces/walk/scene_cache.h"

namespace poolwalk::scene {

// `before` and `after` are the two pictures, laid out as `from` and `to`.
void draw_columns_between(Scene& scene, const StepEnds& ends, const ColumnsLayout& from, const ColumnsLayout& to,
                          SceneCache& cache);

}  // namespace poolwalk::scene
