// What of the Walk's picture can be grabbed: the outline of the window, in any of the four arrays, to walk; its
// corner on X, to change the kernel; the next window, dashed beside it, to change the stride; the handle of a pinned
// cell, to change its number. A pull that would make something invalid does nothing.
#pragma once

#include "core/workspaces/walk/walk_sketch.h"

namespace poolwalk::scene {

std::optional<Grab> grab_at(const Shown& shown, const WalkLayout& layout, Vec2 mouse);
// What pulling it to `to` does; absent: nothing that is not so already.
std::optional<Command> pulled(const AppState& state, const WalkLayout& layout, const Grab& grab, Vec2 to);

// The handles, while the mouse is where they are of use.
void add_grips(const WalkSketch& sketch);

}  // namespace poolwalk::scene
