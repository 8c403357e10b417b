#include "app/background/training_work.h"

namespace poolwalk {
namespace {

// Passes of one image, under all rules together, that take about 15 ms.
constexpr std::int64_t quick_passes = 15'000;

}  // namespace

bool is_quick(const NetworkSetup& setup) {
    const auto passes_an_epoch = static_cast<std::int64_t>(setup.samples.size() * tie_rules().size());
    return setup.epochs * passes_an_epoch <= quick_passes;
}

void NetworkJob::start(const NetworkSetup& setup) {
    drop();
    shared_ = std::make_shared<Shared>();
    shared_->setup = setup;
    thread_ = std::jthread([shared = shared_](std::stop_token stop) {
        Training training = train(shared->setup, {std::move(stop), &shared->epochs_done});
        const std::lock_guard lock(shared->mutex);
        shared->result = std::move(training);
    });
}

void NetworkJob::cancel() { thread_.request_stop(); }

void NetworkJob::drop() {
    thread_ = std::jthread();
    shared_.reset();
}

TrainingProgress NetworkJob::progress() const {
    if (!shared_) return {};
    return {true, shared_->epochs_done.load(std::memory_order_relaxed), shared_->setup.epochs};
}

std::optional<Training> NetworkJob::take() {
    if (!shared_) return std::nullopt;
    std::optional<Training> result;
    {
        const std::lock_guard lock(shared_->mutex);
        result = std::move(shared_->result);
    }
    if (result) drop();
    return result;
}

}  // namespace poolwalk
