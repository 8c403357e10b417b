// All rules at once and the diagnosis of a dX, worked out beside the window where they take long. What is shown
// of them is core/doc/explored.h's.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/job.h"
#include "app/ui/frame.h"
#include "core/doc/explored.h"

namespace poolwalk {

class ExploreWork {
public:
    std::function<void()> wake{};

    // Starts what the explorer wants for this state, brings it what is done, and leaves what nobody wants any more.
    void follow(const AppState& state, Explorer& explorer);
    void cancel();
    // How it is going; absent when there is none.
    const std::optional<ui::Progressing>& status() const { return status_; }
    // Why it cannot be worked out, once.
    std::optional<std::string> take_failure() { return std::exchange(failure_, std::nullopt); }

private:
    // The order is held on this side too: the last to let go of a tensor is the thread that may edit it.
    struct Work {
        std::shared_ptr<const ExploreOrder> order;
        std::unique_ptr<Job<Exploration>> job;
    };
    void start(ExploreOrder order);

    std::optional<ui::Progressing> status_;
    std::optional<std::string> failure_;
    std::vector<Work> left_;  // told to stop, and not yet there
    std::optional<Work> work_;
};

}  // namespace poolwalk
