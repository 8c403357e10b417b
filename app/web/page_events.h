// What happens on the page, as page.js tells it: put in order for the window, which hands it to the frames.
#pragma once

#include <functional>
#include <string>

#include "app/platform/arrived.h"
#include "app/web/page_calls.h"

namespace poolwalk::web {

struct Arrived : platform::Arrived {
    PageView view;
    std::function<void(std::string)> on_paste{};
};

// Where events go from now on; nullptr: nowhere.
void listen(Arrived* to);
// There is something to draw.
void note();

}  // namespace poolwalk::web
