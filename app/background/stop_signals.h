// The signals that ask the program to stop. A thread of its own receives them, so that what is done then may lock,
// write and wait as other code does. To be made before any other thread; one lives at a time.
#pragma once

#include <atomic>
#include <csignal>
#include <functional>
#include <string>
#include <thread>

namespace poolwalk {

struct StopSignal {
    std::string name;   // "Ctrl+C", "SIGTERM"
    int exit_code = 0;  // what shells have for it
};

class StopSignals {
public:
    // `stop` is called by the other thread, once a signal; of SIGINT, SIGTERM and SIGHUP those that are not ignored,
    // as those of a background job may be.
    explicit StopSignals(std::function<void(const StopSignal&)> stop);
    ~StopSignals();
    StopSignals(const StopSignals&) = delete;
    StopSignals& operator=(const StopSignals&) = delete;

private:
    sigset_t before_{};
    std::atomic<bool> is_over_ = false;
    std::thread thread_;
};

// A few seconds from now the program ends, whatever it waits for then; what is half written goes.
void end_by_force(int exit_code);

}  // namespace poolwalk
