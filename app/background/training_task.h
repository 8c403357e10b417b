// The training of the Network workspace: short ones at once, long ones in the background, where they can be stopped.
// What is shown of them is in core/doc/derived/network_results.h.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "app/background/task.h"
#include "core/doc/derived/network_results.h"

namespace poolwalk {

class TrainingTask {
public:
    void wake_with(std::function<void()> wake) { task_.wake = std::move(wake); }

    // Starts the training that the results need for this state, and brings them what is done.
    void follow(const AppState& state, NetworkResults& results);
    // What is done by then is kept as a shorter training.
    void stop() { task_.stop(); }
    bool is_running() const { return task_.order() != nullptr; }
    // Why it cannot be done, once.
    std::optional<std::string> take_error() { return std::exchange(error_, std::nullopt); }

private:
    void take(NetworkResults& results);

    BackgroundTask<NetworkSetup, Training> task_;
    std::optional<std::string> error_;
};

}  // namespace poolwalk
