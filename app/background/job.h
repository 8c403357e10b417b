// Work beside the interface: a thread of its own, a progress from 0 to 1, and a result that is asked for
// once a frame. The work learns through its Progress that nobody wants it any more, and stops; leaving
// the program asks for that and waits. What the work reads must not change under it: give it copies.
#pragma once

#include <atomic>
#include <exception>
#include <functional>
#include <new>
#include <optional>
#include <thread>
#include <utility>

#include "core/base/progress.h"

namespace poolwalk {

template <class T>
class Job {
public:
    using Work = std::function<Result<T>(const Progress&)>;

    // `wake` is called from the job's thread when there is something new to show; it must outlive the job.
    Job(Work work, std::function<void()> wake)
        : wake_(std::move(wake)),
          thread_([this, work = std::move(work)](const std::stop_token& stop) { run(work, stop); }) {}
    Job(const Job&) = delete;
    Job& operator=(const Job&) = delete;

    double progress() const { return part_.load(std::memory_order_relaxed); }
    void cancel() { thread_.request_stop(); }
    bool is_cancelled() const { return thread_.get_stop_token().stop_requested(); }

    // What came of it, once, as soon as it is there; the thread has ended by then.
    std::optional<Result<T>> poll() {
        if (!done_.load(std::memory_order_acquire) || !thread_.joinable()) return std::nullopt;
        thread_.join();
        return std::move(result_);
    }

private:
    void run(const Work& work, const std::stop_token& stop) {
        double told = 0;
        const auto progress = [&](double part) {
            part_.store(part, std::memory_order_relaxed);
            // A window that is drawn anew at every call would have no time for anything else.
            if (part - told >= 0.01) {
                told = part;
                if (wake_) wake_();
            }
            return !stop.stop_requested();
        };
        try {
            result_ = work(progress);
        } catch (const std::bad_alloc&) {
            result_ = Result<T>(Error{"there is not enough memory for this"});
        } catch (const std::exception& error) {
            result_ = Result<T>(Error{error.what()});
        }
        done_.store(true, std::memory_order_release);
        if (wake_) wake_();
    }

    std::function<void()> wake_;
    std::atomic<double> part_{0};
    std::atomic<bool> done_{false};
    std::optional<Result<T>> result_;  // the thread's until done_
    std::jthread thread_;              // last: it is joined before what it writes to goes
};

}  // namespace poolwalk
