#include "app/background/training_task.h"

#include <cmath>

namespace poolwalk {
namespace {

// Passes of one image, under all rules together, that take about 15 ms.
constexpr std::int64_t quick_passes = 15'000;

bool is_quick(const NetworkSetup& setup) {
    const auto passes_an_epoch = static_cast<std::int64_t>(setup.samples.size() * tie_rules().size());
    return setup.epochs * passes_an_epoch <= quick_passes;
}

}  // namespace

void TrainingTask::take(NetworkResults& results) {
    auto done = task_.take();
    if (!done) return;
    if (done->result.ok()) results.take(std::move(done->result).value());
    else error_ = done->result.error().message;
}

void TrainingTask::follow(const AppState& state, NetworkResults& results) {
    take(results);
    const NetworkSetup& setup = network_of(state.document);
    const bool is_training = task_.order() && *task_.order() == setup;
    if (results.needs_training(state) && !is_training && !error_) {
        const auto work = [](const NetworkSetup& order, const Progress& progress) -> Result<Training> {
            return train(order, progress);
        };
        task_.start(setup, {}, work, is_quick(setup) ? JobMode::Immediate : JobMode::Background);
        take(results);
    }
    results.progress = {};
    if (!task_.order()) return;
    const std::int64_t epochs = task_.order()->epochs;
    results.progress = {true, std::llround(task_.status()->part * static_cast<double>(epochs)), epochs};
}

}  // namespace poolwalk
