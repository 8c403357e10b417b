#include "app/background/stop_signals.h"

#include <array>
#include <chrono>
#include <cstdlib>
#include <utility>

#include <pthread.h>

#include "core/io/files/unfinished.h"

namespace poolwalk {
namespace {

struct Row {
    int number;
    const char* name;
};
constexpr std::array<Row, 3> stopping{{{SIGINT, "Ctrl+C"}, {SIGTERM, "SIGTERM"}, {SIGHUP, "SIGHUP"}}};

bool is_ignored(int number) {
    struct sigaction action {};
    return sigaction(number, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

// Wakes the thread for its own end; nobody else sends it.
constexpr int look_up = SIGURG;

void receive(const std::atomic<bool>& is_over, const sigset_t& signals,
             const std::function<void(const StopSignal&)>& stop) {
    while (!is_over) {
        int number = 0;
        if (sigwait(&signals, &number) != 0) continue;
        for (const Row& row : stopping)
            if (row.number == number) stop({row.name, 128 + number});
    }
}

}  // namespace

StopSignals::StopSignals(std::function<void(const StopSignal&)> stop) {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, look_up);
    for (const Row& row : stopping)
        if (!is_ignored(row.number)) sigaddset(&signals, row.number);
    pthread_sigmask(SIG_BLOCK, &signals, &before_);
    thread_ = std::thread([this, signals, stop = std::move(stop)] { receive(is_over_, signals, stop); });
}

StopSignals::~StopSignals() {
    is_over_ = true;
    pthread_kill(thread_.native_handle(), look_up);
    thread_.join();
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

void end_by_force(int exit_code) {
    std::thread([exit_code] {
        std::this_thread::sleep_for(std::chrono::seconds(4));
        io::remove_unfinished();
        std::_Exit(exit_code);
    }).detach();
}

}  // namespace poolwalk
