#include "app/background/task.h"

#include <gmock/gmock.h>

#include <atomic>
#include <chrono>
#include <string>
#include <thread>

namespace poolwalk {
namespace {

using namespace std::chrono_literals;

using Sums = BackgroundTask<std::string, int>;

std::optional<Sums::Done> end_of(Sums& task) {
    for (int i = 0; i < 5000; ++i, std::this_thread::sleep_for(1ms))
        if (auto done = task.take()) return done;
    return std::nullopt;
}

Result<int> length(const std::string& order, const Progress& progress) {
    progress(0.5);
    return static_cast<int>(order.size());
}

Result<int> endless(const std::string&, const Progress& progress) {
    while (progress(0.25)) std::this_thread::sleep_for(100us);
    return stopped();
}

TEST(BackgroundTask, GivesWhatCameOfTheOrderWithTheOrder) {
    Sums task;
    EXPECT_FALSE(task.order());
    EXPECT_FALSE(task.status());
    task.start("four", {.name = "a length", .doing = "Counting"}, length);
    ASSERT_TRUE(task.order());
    EXPECT_EQ(*task.order(), "four");
    const auto done = end_of(task);
    ASSERT_TRUE(done);
    EXPECT_EQ(*done->order, "four");
    ASSERT_TRUE(done->result);
    EXPECT_EQ(*done->result, 4);
    EXPECT_FALSE(task.order());
    EXPECT_FALSE(task.status());
    EXPECT_FALSE(task.take()) << "it is taken away";
}

TEST(BackgroundTask, SaysHowItGoes) {
    Sums task;
    task.start("on and on", {.name = "nothing", .doing = "Waiting"}, endless);
    while (task.status()->part < 0.25) {
        EXPECT_FALSE(task.take());
        std::this_thread::sleep_for(1ms);
    }
    EXPECT_EQ(task.status()->name, "nothing");
    EXPECT_EQ(task.status()->doing, "Waiting");
}

TEST(BackgroundTask, ANewOrderSupersedesTheOneBefore) {
    Sums task;
    task.start("on and on", {}, endless);
    task.start("six!!!", {}, length);
    const auto done = end_of(task);
    ASSERT_TRUE(done);
    EXPECT_EQ(*done->order, "six!!!");
}

TEST(BackgroundTask, ReturnsNothingOfWhatWasForgotten) {
    Sums task;
    task.start("on and on", {}, endless);
    task.forget();
    EXPECT_FALSE(task.order());
    EXPECT_FALSE(task.status());
    for (int i = 0; i < 5000 && !task.is_idle(); ++i, std::this_thread::sleep_for(1ms)) EXPECT_FALSE(task.take());
    EXPECT_TRUE(task.is_idle());
}

TEST(BackgroundTask, ReturnsWhatIsThereWhenItIsStopped) {
    Sums task;
    task.start("on and on", {}, endless);
    task.stop();
    ASSERT_TRUE(task.status());
    EXPECT_TRUE(task.status()->stopping);
    const auto done = end_of(task);
    ASSERT_TRUE(done);
    EXPECT_TRUE(done->was_stopped);
    EXPECT_EQ(done->result.error(), stopped());
}

TEST(BackgroundTask, WaitsForWhatItForgets) {
    Sums task;
    std::atomic<bool> runs{true};
    task.start("on and on", {}, [&](const std::string& order, const Progress& progress) {
        auto result = endless(order, progress);
        runs = false;
        return result;
    });
    task.forget_and_wait();
    EXPECT_FALSE(runs);
    EXPECT_TRUE(task.is_idle());
}

TEST(BackgroundTask, IsDoneAtOnceWhereItIsImmediate) {
    Sums task;
    const auto caller = std::this_thread::get_id();
    task.start(
        "four", {},
        [&](const std::string& order, const Progress& progress) {
            EXPECT_EQ(std::this_thread::get_id(), caller);
            return length(order, progress);
        },
        JobMode::Immediate);
    const auto done = task.take();
    ASSERT_TRUE(done);
    EXPECT_EQ(done->result.value(), 4);
    EXPECT_FALSE(done->was_stopped);
    EXPECT_TRUE(task.is_idle());
}

}  // namespace
}  // namespace poolwalk
