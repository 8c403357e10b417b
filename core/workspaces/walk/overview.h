// What stands on a zoomed Walk: a button that shows everything again and, where X is too large for numbers, a small
// map of it with the part in sight. A click on the map looks there.
#pragma once

#include "core/workspaces/walk/walk_sketch.h"

namespace poolwalk::scene {

struct Overview {
    Rect fit{};
    Rect map{};  // of X's cells; empty: none
};

// Absent where everything is in sight.
std::optional<Overview> overview_of(const AppState& state, const WalkLayout& layout);
// Where a click on it looks; absent beside it.
std::optional<Camera> camera_at(const AppState& state, const WalkLayout& layout, Vec2 mouse);
void add_overview(const WalkSketch& sketch);

}  // namespace poolwalk::scene
