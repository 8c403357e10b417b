// The one kind of background task: an order, how it is going and, once, its result. A new order supersedes the one
// before: its job is told to stop and forgotten when it has. The other files of this folder say what differs
// between deriving, opening, analysing, training and exporting; saving and autosaving are in app/files.
#pragma once

#include <algorithm>
#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "app/background/job.h"
#include "app/ui/task_status.h"

namespace poolwalk {

template <class Order, class T>
class BackgroundTask {
public:
    using Work = std::function<Result<T>(const Order&, const Progress&)>;

    std::function<void()> wake{};  // of the jobs to come (job.h)

    // Forgets what was under way. The order is held on this side too: the last to let go of a tensor is the
    // thread that may edit it. The result of an Immediate one is there for the next take().
    void start(Order order, ui::TaskStatus status, Work work, JobMode mode = JobMode::Background) {
        forget();
        Running next{std::make_shared<const Order>(std::move(order)), nullptr};
        next.job = std::make_unique<Job<T>>(
            [order = next.order, work = std::move(work)](const Progress& progress) { return work(*order, progress); },
            wake, mode);
        running_ = std::move(next);
        status_ = std::move(status);
    }
    // Asks it to stop; take() still returns its result.
    void stop() {
        if (!running_) return;
        running_->job->cancel();
        status_->stopping = true;
    }
    // Asks it to stop, does not wait for that, and drops its result.
    void forget() {
        stop();
        if (running_) forgotten_.push_back(std::move(*running_));
        running_.reset();
        status_.reset();
    }
    // As forget(), and waits until nothing runs any more.
    void forget_and_wait() {
        forget();
        forgotten_.clear();
    }

    // What is under way; nullptr when nothing is.
    const Order* order() const { return running_ ? running_->order.get() : nullptr; }
    // Nothing is under way, and what was forgotten has stopped, as of the last take().
    bool is_idle() const { return !running_ && forgotten_.empty(); }
    // How it is going, as of the last take(); absent when nothing is under way.
    const std::optional<ui::TaskStatus>& status() const { return status_; }

    struct Done {
        std::shared_ptr<const Order> order;
        Result<T> result;
        bool was_stopped = false;
    };
    // The result, once, when the order is done. To be called once a frame.
    std::optional<Done> take() {
        std::erase_if(forgotten_, [](const Running& running) { return running.job->poll().has_value(); });
        if (!running_) return std::nullopt;
        status_->part = std::max(status_->part, running_->job->progress());
        auto result = running_->job->poll();
        if (!result) return std::nullopt;
        Done done{std::move(running_->order), std::move(*result), running_->job->is_cancelled()};
        running_.reset();
        status_.reset();
        return done;
    }

private:
    struct Running {
        std::shared_ptr<const Order> order;
        std::unique_ptr<Job<T>> job;
    };
    std::optional<Running> running_;
    std::optional<ui::TaskStatus> status_;
    std::vector<Running> forgotten_;  // told to stop, but still running
};

}  // namespace poolwalk
