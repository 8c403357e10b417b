// What came to the window, put down by its callbacks until a frame takes it.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "app/platform/input_queue.h"

namespace poolwalk::platform {

// As far as one frame can see it.
struct Events {
    std::vector<KeyPress> keys;        // presses and repeats, in order; also those ImGui will use
    std::vector<std::string> dropped;  // paths of files dropped on the window, after the keys pressed before
    bool any = false;                  // something arrived: draw the next frames, then sleep again
};

struct Arrived {
    InputQueue inputs;
    std::vector<std::string> dropped;
    bool any = false;

    Events take() {
        Events events;
        events.any = std::exchange(any, false) || !inputs.empty() || !dropped.empty();
        if (inputs.empty()) events.dropped = std::exchange(dropped, {});
        events.keys = inputs.next_frame();
        return events;
    }
};

}  // namespace poolwalk::platform
