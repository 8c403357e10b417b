// How a background task is going, as a page shows it. The tasks themselves are in app/background.
#pragma once

#include <string>

namespace poolwalk::ui {

struct TaskStatus {
    std::string name;
    std::string doing{};
    double part = 0;        // of 1
    bool stopping = false;  // told to, but still running
};

}  // namespace poolwalk::ui
