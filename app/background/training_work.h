// A training beside the frames: started, watched, cancelled, and its result taken when it is there.
// Short trainings are done at once and need no job.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "core/doc/derived/network_results.h"

namespace poolwalk {

// Is it done in well under 50 ms?
bool is_quick(const NetworkSetup& setup);

class NetworkJob {
public:
    void start(const NetworkSetup& setup);  // an earlier one is dropped
    void cancel();                          // what is done by then is taken as a shorter training
    void drop();                            // and never taken
    bool is_running_on(const NetworkSetup& setup) const { return shared_ && shared_->setup == setup; }
    TrainingProgress progress() const;
    std::optional<Training> take();  // once, when it has ended

private:
    struct Shared {
        NetworkSetup setup;
        std::atomic<std::int64_t> epochs_done = 0;
        std::mutex mutex;
        std::optional<Training> result;  // under the mutex
    };
    std::shared_ptr<Shared> shared_;
    std::jthread thread_;  // stopped and joined before it is replaced or destroyed
};

}  // namespace poolwalk
