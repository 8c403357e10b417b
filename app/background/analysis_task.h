// All rules at once and the diagnosis of a dX, worked out in the background where they take long. What is shown of
// them is in core/doc/derived/analysis_cache.h.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "app/background/task.h"
#include "core/doc/derived/analysis_cache.h"

namespace poolwalk {

class AnalysisTask {
public:
    void wake_with(std::function<void()> wake) { task_.wake = std::move(wake); }

    // Starts what the analyses wants for this state, brings it what is done, and forgets what is no longer wanted.
    void follow(const AppState& state, AnalysisCache& analyses);
    // How it is going; absent when nothing is under way.
    const std::optional<ui::TaskStatus>& status() const { return task_.status(); }
    // Why it cannot be worked out, once.
    std::optional<std::string> take_error() { return std::exchange(error_, std::nullopt); }

private:
    BackgroundTask<AnalysisOrder, AnalysisResult> task_;
    std::optional<std::string> error_;
};

}  // namespace poolwalk
