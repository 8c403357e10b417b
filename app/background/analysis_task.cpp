#include "app/background/analysis_task.h"

namespace poolwalk {

void AnalysisTask::follow(const AppState& state, AnalysisCache& analyses) {
    auto done = task_.take();
    auto wanted = analyses.wanted(state);
    const auto is_wanted = [&](const AnalysisOrder& order) { return wanted && wanted->is_same(order); };
    if (done && is_wanted(*done->order)) {
        if (!done->result.ok()) error_ = done->result.error().message;
        else analyses.take(*done->order, std::move(done->result).value());
        return;
    }
    if (task_.order() && is_wanted(*task_.order())) return;
    task_.forget();
    if (!wanted) return;
    const char* name = wanted->claim ? "a diagnosis of your dX" : "dX under every rule";
    task_.start(std::move(*wanted), {.name = name, .doing = "Working it out"}, analyse);
}

}  // namespace poolwalk
