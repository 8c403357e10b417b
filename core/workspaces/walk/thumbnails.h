// The planes of X in small, side by side in a strip above the grids of the Walk and of Columns: a click on one
// shows that plane.
#pragma once

#include "core/scene/sketch.h"
#include "core/workspaces/shown.h"
#include "core/workspaces/walk/scene_cache.h"

namespace poolwalk::scene {

struct Thumbnail {
    std::int64_t plane = 0;
    Rect rect;
};

// Those around the present plane that have room; none in an empty strip.
std::vector<Thumbnail> thumbnails(const AppState& state, Rect strip);
// The plane whose thumbnail is under the mouse.
std::optional<std::int64_t> thumbnail_at(const AppState& state, Rect strip, Vec2 mouse);
void add_thumbnails(const Sketch& draw, const Shown& shown, Rect strip, SceneCache& cache);

}  // namespace poolwalk::scene
