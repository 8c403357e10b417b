#include "app/background/task.h"

#include <gmock/gmock.h>

#include <chrono>
#include <string>
#include <thread>

namespace poolwalk {
namespace {

using namespace std::chrono_literals;

using Sums = Errand<std::string, int>;

std::optional<Sums::Done> end_of(Sums& errand) {
    for (int i = 0; i < 5000; ++i, std::this_thread::sleep_for(1ms))
        if (auto done = errand.take()) return done;
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

TEST(Errand, GivesWhatCameOfTheOrderWithTheOrder) {
    Sums errand;
    EXPECT_FALSE(errand.order());
    EXPECT_FALSE(errand.status());
    errand.start("four", {.name = "a length", .doing = "Counting"}, length);
    ASSERT_TRUE(errand.order());
    EXPECT_EQ(*errand.order(), "four");
    const auto done = end_of(errand);
    ASSERT_TRUE(done);
    EXPECT_EQ(*done->order, "four");
    ASSERT_TRUE(done->result);
    EXPECT_EQ(*done->result, 4);
    EXPECT_FALSE(errand.order());
    EXPECT_FALSE(errand.status());
    EXPECT_FALSE(errand.take()) << "it is taken away";
}

TEST(Errand, SaysHowItGoes) {
    Sums errand;
    errand.start("on and on", {.name = "nothing", .doing = "Waiting"}, endless);
    while (errand.status()->part < 0.25) {
        EXPECT_FALSE(errand.take());
        std::this_thread::sleep_for(1ms);
    }
    EXPECT_EQ(errand.status()->name, "nothing");
    EXPECT_EQ(errand.status()->doing, "Waiting");
}

TEST(Errand, LeavesTheOrderBeforeForANewOne) {
    Sums errand;
    errand.start("on and on", {}, endless);
    errand.start("six!!!", {}, length);
    const auto done = end_of(errand);
    ASSERT_TRUE(done);
    EXPECT_EQ(*done->order, "six!!!");
}

TEST(Errand, BringsNothingOfWhatWasLeft) {
    Sums errand;
    errand.start("on and on", {}, endless);
    errand.leave();
    EXPECT_FALSE(errand.order());
    EXPECT_FALSE(errand.status());
    for (int i = 0; i < 20; ++i, std::this_thread::sleep_for(1ms)) EXPECT_FALSE(errand.take());
}

}  // namespace
}  // namespace poolwalk
