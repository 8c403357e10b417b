#include "core/base/result.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

namespace poolwalk {
namespace {

Result<int> halved(int number) {
    if (number % 2 != 0) return Error{std::to_string(number) + " is odd"};
    return number / 2;
}

TEST(Result, HoldsAValueOrAnError) {
    const Result<int> four = halved(8), none = halved(7);
    EXPECT_TRUE(four && four.ok());
    EXPECT_EQ(*four, 4);
    EXPECT_EQ(four.value(), 4);
    EXPECT_FALSE(none || none.ok());
    EXPECT_EQ(none.error(), Error{"7 is odd"});
}

TEST(Result, GivesItsValueAway) {
    Result<std::unique_ptr<int>> held(std::make_unique<int>(3));
    const std::unique_ptr<int> taken = std::move(held).value();
    EXPECT_EQ(*taken, 3);
    Result<std::string> text(std::string("abc"));
    EXPECT_EQ(text->size(), 3u);
}

TEST(ResultDeathTest, AskingForWhatItDoesNotHoldIsABug) {
    EXPECT_DEATH(static_cast<void>(halved(7).value()), "internal error.*result.h.*ok\\(\\)");
    EXPECT_DEATH(static_cast<void>(halved(8).error()), "internal error.*does not hold");
}

TEST(CheckDeathTest, StopsInEveryBuild) {
    POOLWALK_CHECK(1 + 1 == 2);
    EXPECT_DEATH(POOLWALK_CHECK(1 + 1 == 3), "result_test.cpp:[0-9]+: 1 \\+ 1 == 3 does not hold");
}

}  // namespace
}  // namespace poolwalk
