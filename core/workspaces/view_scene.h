// The picture of whatever workspace is open, for what has no window: the SVG writer. What the workspaces
// show is worked out here anew; a window keeps it between its frames (doc/derived/analysis_cache.h).
#pragma once

#include "core/doc/derived/derived.h"
#include "core/doc/update/update.h"
#include "core/scene/scene.h"

namespace poolwalk::scene {

Scene build_view_scene(const AppState& state, const Derived& derived, Rect canvas);

}  // namespace poolwalk::scene
