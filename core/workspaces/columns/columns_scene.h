// The Columns workspace as a picture: X beside the matrix of its columns, the maximum of each, dX_col
// filled at the maxima, and dX with what col2im has added so far. Where it lies is columns_layout.h's,
// the numbers are core/pool/columns.h's.
#pragma once

#include "core/workspaces/columns/columns_layout.h"
#include "core/workspaces/shown.h"
#include "core/workspaces/walk/scene_cache.h"

namespace poolwalk::scene {

void draw_columns(Scene& scene, const Shown& shown, const ColumnsLayout& layout, SceneCache& cache);

}  // namespace poolwalk::scene
