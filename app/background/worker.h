// Where work goes on beside the window: on a thread of its own, or, where there is one thread only, in slices between
// two frames (app/web/page_worker.cpp).
#pragma once

#include <functional>

#include "core/base/threads.h"

namespace poolwalk {

class Worker {
public:
    // The work may outlive its worker where there are no threads, and must own what it uses.
    explicit Worker(std::function<void()> work);
    // Waits for the end of the work if that goes on elsewhere.
    ~Worker() = default;
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    // Called by the work, often: the window goes on when the slice is over.
    static void breathe();

private:
    JoinedThread thread_;
};

}  // namespace poolwalk
