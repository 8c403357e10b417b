// All rules at once and the diagnosis of a dX, worked out beside the window where they take long. What is shown
// of them is core/doc/derived/analysis_cache.h's.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "app/background/task.h"
#include "core/doc/derived/analysis_cache.h"

namespace poolwalk {

class ExploreWork {
public:
    void wake_with(std::function<void()> wake) { task_.wake = std::move(wake); }

    // Starts what the explorer wants for this state, brings it what is done, and leaves what nobody wants any more.
    void follow(const AppState& state, Explorer& explorer);
    // How it is going; absent when there is none.
    const std::optional<ui::Progressing>& status() const { return task_.status(); }
    // Why it cannot be worked out, once.
    std::optional<std::string> take_failure() { return std::exchange(failure_, std::nullopt); }

private:
    BackgroundTask<ExploreOrder, Exploration> task_;
    std::optional<std::string> failure_;
};

}  // namespace poolwalk
