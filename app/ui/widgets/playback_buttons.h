// First, back, play, next, last, and the speed: the left end of every timeline. They do what the actions
// of their names do, in whatever workspace is open.
#pragma once

#include "app/ui/frame.h"

namespace poolwalk::ui {

void draw_transport(const Frame& frame);

}  // namespace poolwalk::ui
