// Work on a thread of its own: a progress from 0 to 1, and a result to be polled for once a frame. No other file of
// app starts a thread; where there are none, every job is Immediate. The work learns from its Progress that
// it is to stop; destroying a job asks for that and waits. What the work reads must not change under it: give it
// copies. What a session does with jobs is in task.h.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <new>
#include <optional>
#include <thread>
#include <utility>

#include "core/base/progress.h"
#include "core/base/threads.h"

namespace poolwalk {

// Immediate: done on the caller's thread before the job's constructor returns; for work that is shorter than a frame.
// Soon: for work that is as short, unless a disk or another program does not answer: in the background, and the
// constructor waits a moment for its end.
enum class JobMode : std::uint8_t { Background, Immediate, Soon };

template <class T>
class Job {
public:
    using Work = std::function<Result<T>(const Progress&)>;

    // `wake` is called from the job's thread when there is something new to show; it must outlive the job.
    Job(Work work, std::function<void()> wake, JobMode mode = JobMode::Background) {
        if (!has_threads || mode == JobMode::Immediate) {
            run(work);
            return;
        }
        wake_ = std::move(wake);
        thread_.emplace([this, work = std::move(work)] { run(work); });
        constexpr int patience_ms = 50;
        for (int i = 0; mode == JobMode::Soon && i < patience_ms && !done_.load(std::memory_order_acquire); ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    ~Job() { cancel(); }
    Job(const Job&) = delete;
    Job& operator=(const Job&) = delete;

    double progress() const { return part_.load(std::memory_order_relaxed); }
    void cancel() { is_cancelled_.store(true, std::memory_order_relaxed); }
    bool is_cancelled() const { return is_cancelled_.load(std::memory_order_relaxed); }

    // The result, once, as soon as it is there; the thread has ended by then.
    std::optional<Result<T>> poll() {
        if (!done_.load(std::memory_order_acquire)) return std::nullopt;
        if (thread_) thread_->join();
        return std::exchange(result_, std::nullopt);
    }

private:
    void run(const Work& work) {
        double told = 0;
        const auto progress = [&](double part) {
            part_.store(part, std::memory_order_relaxed);
            // A window that is drawn anew at every call would have no time for anything else.
            if (part - told >= 0.01) {
                told = part;
                if (wake_) wake_();
            }
            return !is_cancelled();
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
    std::atomic<bool> done_{false}, is_cancelled_{false};
    std::optional<Result<T>> result_;     // the thread's until done_
    std::optional<JoinedThread> thread_;  // last: it is waited for before what it writes to is destroyed
};

template <class T>
std::optional<Result<T>> result_within(Job<T>& job, std::chrono::milliseconds patience) {
    const auto end = std::chrono::steady_clock::now() + patience;
    for (;;) {
        if (auto result = job.poll()) return result;
        if (std::chrono::steady_clock::now() > end) return std::nullopt;
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
}

// For what the next frame cannot do without. What a disk does not answer in this time is let go.
inline constexpr std::chrono::milliseconds patience_with_disks{2000};
template <class T>
std::optional<Result<T>> answer_within(std::chrono::milliseconds patience, typename Job<T>::Work work) {
    auto job = std::make_unique<Job<T>>(std::move(work), std::function<void()>());
    auto result = result_within(*job, patience);
    if (!result) static_cast<void>(job.release());  // to destroy it is to wait for it
    return result;
}

}  // namespace poolwalk
