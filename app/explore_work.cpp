#include "app/explore_work.h"

namespace poolwalk {

void ExploreWork::follow(const AppState& state, Explorer& explorer) {
    std::erase_if(left_, [](const Work& work) { return work.job->poll().has_value(); });
    auto wanted = explorer.wanted(state);
    if (work_ && (!wanted || !wanted->is_same(*work_->order))) cancel();
    if (!wanted) return;
    if (!work_) return start(std::move(*wanted));
    status_->part = work_->job->progress();
    auto result = work_->job->poll();
    if (!result) return;
    const Work done = std::move(*work_);
    work_.reset();
    status_.reset();
    if (!result->ok()) failure_ = result->error().message;
    else explorer.take(*done.order, std::move(*result).value());
}

void ExploreWork::start(ExploreOrder order) {
    status_ = ui::Progressing{.name = order.claim ? "a diagnosis of your dX" : "dX under every rule", .doing = "Working it out"};
    work_ = Work{std::make_shared<const ExploreOrder>(std::move(order)), nullptr};
    work_->job = std::make_unique<Job<Exploration>>([order = work_->order](const Progress& progress) { return explore(*order, progress); }, wake);
}

void ExploreWork::cancel() {
    status_.reset();
    if (!work_) return;
    work_->job->cancel();
    left_.push_back(std::move(*work_));
    work_.reset();
}

}  // namespace poolwalk
