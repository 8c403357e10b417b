// What each request of update() does to the outside world: files, clipboard, background tasks. There is one function
// a request in effects.cpp, and no catch-all, so that one without is found by the compiler. What was found or went
// wrong comes back as commands, which the session applies.
#pragma once

#include <vector>

#include "app/session/tasks.h"
#include "app/ui/frame.h"
#include "core/doc/update/update.h"

namespace poolwalk {

// What the requests reach of their session.
struct EffectsContext {
    AppState& state;  // written only where a task is cancelled
    Tasks& tasks;     // what the document on the screen leads to is up to date
    NetworkResults& network;
    const ui::UiMemory& memory;
    const OpenPainter& open_painter;  // empty where there is no OpenGL
    const std::string& page_address;  // that a link begins with; "": none is known
    bool& wants_to_quit;
};
std::vector<Command> handle(const Request& request, const EffectsContext& context);

// What follows from a file that has been read; none while it is still being read.
std::vector<Command> take_opened(OpenTask& task, const AppState& state);

}  // namespace poolwalk
