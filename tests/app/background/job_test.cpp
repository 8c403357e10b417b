#include "app/background/job.h"

#include <gmock/gmock.h>

#include <chrono>
#include <stdexcept>
#include <thread>

namespace poolwalk {
namespace {

using namespace std::chrono_literals;

template <class T>
Result<T> end_of(Job<T>& job) {
    for (int i = 0; i < 5000; ++i, std::this_thread::sleep_for(1ms))
        if (auto result = job.poll()) return *result;
    return Error{"the job never ended"};
}

// Goes on until it is told to stop.
Result<int> endless(const Progress& progress) {
    for (int i = 0;; ++i, std::this_thread::sleep_for(100us))
        if (!progress(1 - 1.0 / (1 + i))) return stopped();
}

TEST(Job, GivesItsResultOnceAndWakesTheWindowForIt) {
    std::atomic<int> woken{0};
    Job<int> job(
        [](const Progress& progress) -> Result<int> {
            progress(0.5);
            progress(0.505);  // too little to draw a frame for
            return 42;
        },
        [&] { ++woken; });
    const auto result = end_of(job);
    ASSERT_TRUE(result);
    EXPECT_EQ(*result, 42);
    EXPECT_EQ(woken, 2) << "for the half, and for the end";
    EXPECT_FALSE(job.poll()) << "it is taken away";
    EXPECT_DOUBLE_EQ(job.progress(), 0.505);
}

TEST(Job, EndsWhenItIsCancelled) {
    Job<int> job(endless, {});
    while (job.progress() < 0.9) std::this_thread::sleep_for(1ms);
    EXPECT_FALSE(job.is_cancelled());
    job.cancel();
    const auto result = end_of(job);
    EXPECT_TRUE(job.is_cancelled());
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error(), stopped());
}

TEST(Job, CanBeCancelledAtEveryPoint) {
    for (int i = 0; i < 200; ++i) {
        std::atomic<int> woken{0};
        Job<int> job(endless, [&] { ++woken; });
        for (int k = 0; k < i % 7; ++k) std::this_thread::yield();
        job.cancel();
        EXPECT_FALSE(end_of(job));
        EXPECT_GT(woken, 0);
    }
}

TEST(Job, StopsWhenItIsDestroyed) {
    for (int i = 0; i < 200; ++i) {
        const Job<int> job(endless, {});
        if (i % 2) std::this_thread::yield();
    }
}

TEST(Job, IsDoneBeforeItsConstructorReturnsWhereItIsImmediate) {
    std::atomic<int> woken{0};
    Job<int> job([](const Progress& progress) -> Result<int> { return progress(1) ? 42 : 0; }, [&] { ++woken; },
                 JobMode::Immediate);
    const auto result = job.poll();
    ASSERT_TRUE(result);
    EXPECT_EQ(result->value(), 42);
    EXPECT_FALSE(job.poll()) << "it is taken away";
    EXPECT_EQ(woken, 0) << "nobody sleeps meanwhile";
}

TEST(Job, ThatIsToBeDoneSoonIsWaitedForAMomentOnly) {
    Job<int> quick([](const Progress&) -> Result<int> { return 42; }, {}, JobMode::Soon);
    EXPECT_EQ(end_of(quick).value(), 42);
    Job<int> slow(endless, {}, JobMode::Soon);  // returns at all
    EXPECT_FALSE(slow.poll());
    slow.cancel();
    EXPECT_FALSE(end_of(slow));
}

TEST(Job, ReturnsWhatWasThrownAsAnError) {
    Job<int> full([](const Progress&) -> Result<int> { throw std::bad_alloc(); }, {});
    EXPECT_EQ(end_of(full).error().message, "there is not enough memory for this");
    Job<int> odd([](const Progress&) -> Result<int> { throw std::runtime_error("odd"); }, {});
    EXPECT_EQ(end_of(odd).error().message, "odd");
}

}  // namespace
}  // namespace poolwalk
