// Below or beside a setting that makes no difference here: that it does not, and under the mouse what to do about it.
#pragma once

#include "app/ui/frame.h"
#include "core/workspaces/idle_settings.h"

namespace poolwalk::ui {

void say_idle(const Frame& frame, scene::Setting setting, bool beside = false);

}  // namespace poolwalk::ui
