// The Columns workspace as a picture: X beside the matrix of its columns, the maximum of each, dX_col
// filled at the maxima, and dX with what col2im has added so far. Where it lies is columns_layout.h's,
// the numbers are core/pool/columns.h's.
#pragma once

#include "core/doc/derived/derived.h"
#include "core/workspaces/columns/columns_layout.h"
#include "core/workspaces/walk/walk_scene.h"

namespace poolwalk::scene {

Scene build_columns_scene(const AppState& state, const Derived& derived, Rect canvas, const ColumnsLook& look,
                          SceneCache& cache);

}  // namespace poolwalk::scene
