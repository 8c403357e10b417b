// Work beside the window, on a thread of its own where there are threads: a progress from 0 to 1, and a result to be
// polled for once a frame. The work learns from its Progress that it is to stop; destroying a job asks for that, and
// waits for the thread. What the work reads must not change under it: give it copies. What a session does with jobs
// is in task.h.
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

#include "app/background/worker.h"
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

    // `wake` is called by the worker when there is something new to show; it must outlive the work.
    Job(Work work, std::function<void()> wake, JobMode mode = JobMode::Background) {
        if (mode == JobMode::Immediate) {
            run(*shared_, work);
            return;
        }
        shared_->wake = std::move(wake);
        worker_.emplace([shared = shared_, work = std::move(work)] { run(*shared, work); });
        constexpr int patience_ms = 50;
        for (int i = 0; has_threads && mode == JobMode::Soon && i < patience_ms && !is_done(); ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    ~Job() { cancel(); }
    Job(const Job&) = delete;
    Job& operator=(const Job&) = delete;

    double progress() const { return shared_->part.load(std::memory_order_relaxed); }
    void cancel() { shared_->is_cancelled.store(true, std::memory_order_relaxed); }
    bool is_cancelled() const { return shared_->is_cancelled.load(std::memory_order_relaxed); }

    // The result, once, as soon as it is there; the thread has ended by then.
    std::optional<Result<T>> poll() {
        if (!is_done()) return std::nullopt;
        worker_.reset();
        return std::exchange(shared_->result, std::nullopt);
    }

private:
    struct Shared {
        std::function<void()> wake;
        std::atomic<double> part{0};
        std::atomic<bool> is_done{false}, is_cancelled{false};
        std::optional<Result<T>> result;  // the worker's until is_done
    };

    bool is_done() const { return shared_->is_done.load(std::memory_order_acquire); }

    static void run(Shared& shared, const Work& work) {
        double told = 0;
        const auto progress = [&](double part) {
            shared.part.store(part, std::memory_order_relaxed);
            // A window that is drawn anew at every call would have no time for anything else.
            if (part - told >= 0.01) {
                told = part;
                if (shared.wake) shared.wake();
            }
            Worker::breathe();
            return !shared.is_cancelled.load(std::memory_order_relaxed);
        };
        try {
            shared.result = work(progress);
        } catch (const std::bad_alloc&) {
            shared.result = Result<T>(Error{"there is not enough memory for this"});
        } catch (const std::exception& error) {
            shared.result = Result<T>(Error{error.what()});
        }
        shared.is_done.store(true, std::memory_order_release);
        if (shared.wake) shared.wake();
    }

    std::shared_ptr<Shared> shared_ = std::make_shared<Shared>();
    std::optional<Worker> worker_;
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
    auto job = std::make_unique<Job<T>>(std::move(work), std::function<void()>(),
                                        has_threads ? JobMode::Background : JobMode::Immediate);
    auto result = result_within(*job, patience);
    if (!result) static_cast<void>(job.release());  // to destroy it is to wait for it
    return result;
}

}  // namespace poolwalk
