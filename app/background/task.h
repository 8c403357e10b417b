// One piece of work beside the window at a time: what it was ordered for, how it is going and, once, what came
// of it. Work that nobody wants any more is told to stop, and let go when it has.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "app/background/job.h"
#include "app/ui/frame.h"

namespace poolwalk {

template <class Order, class T>
class BackgroundTask {
public:
    std::function<void()> wake{};

    // Leaves what was under way. The order is held on this side too: the last to let go of a tensor is the
    // thread that may edit it.
    void start(Order order, ui::Progressing status, std::function<Result<T>(const Order&, const Progress&)> work) {
        leave();
        Piece piece{std::make_shared<const Order>(std::move(order)), nullptr};
        piece.job = std::make_unique<Job<T>>([order = piece.order, work = std::move(work)](
                                                 const Progress& progress) { return work(*order, progress); },
                                             wake);
        now_ = std::move(piece);
        status_ = std::move(status);
    }
    // Tells it to stop, and does not wait for that.
    void leave() {
        status_.reset();
        if (!now_) return;
        now_->job->cancel();
        left_.push_back(std::move(*now_));
        now_.reset();
    }

    // What is under way; nullptr when nothing is.
    const Order* order() const { return now_ ? now_->order.get() : nullptr; }
    // Nothing is under way, and what was left has stopped, as take() last saw it.
    bool is_idle() const { return !now_ && left_.empty(); }
    // How it is going, as take() last saw it; absent when nothing is under way.
    const std::optional<ui::Progressing>& status() const { return status_; }

    struct Done {
        std::shared_ptr<const Order> order;
        Result<T> result;
    };
    // What came of the order, once, when it is done. To be asked once a frame.
    std::optional<Done> take() {
        std::erase_if(left_, [](const Piece& piece) { return piece.job->poll().has_value(); });
        if (!now_) return std::nullopt;
        status_->part = now_->job->progress();
        auto result = now_->job->poll();
        if (!result) return std::nullopt;
        Done done{std::move(now_->order), std::move(*result)};
        now_.reset();
        status_.reset();
        return done;
    }

private:
    struct Piece {
        std::shared_ptr<const Order> order;
        std::unique_ptr<Job<T>> job;
    };
    std::optional<Piece> now_;
    std::optional<ui::Progressing> status_;
    std::vector<Piece> left_;  // told to stop, and not yet there
};

}  // namespace poolwalk
