// Background work of a page (app/platform/worker.h).
#pragma once

#include <chrono>

namespace poolwalk::web {

// Lets what is under way go on for about so long, the oldest first; returns whether there was any.
bool work_for(std::chrono::milliseconds slice);

}  // namespace poolwalk::web
