#include "core/base/number_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <bit>
#include <cmath>

namespace poolwalk::scene {
namespace {

using testing::ElementsAre;

TEST(NumberText, IsShort) {
    EXPECT_EQ(number_text(3, 4), "3");
    EXPECT_EQ(number_text(-0.0, 4), "0");
    EXPECT_EQ(number_text(-0.0, 4, true), "-0");
    EXPECT_EQ(number_text(1.0 / 3, 3), "0.333");
    EXPECT_EQ(number_text(1.5, 4), "1.5");
    EXPECT_EQ(number_text(123456, 2), "123456");
    EXPECT_EQ(number_text(1.25e-7, 3), "1.25e-7");
    EXPECT_EQ(number_text(1e30, 3), "1e30");
    EXPECT_EQ(number_text(NAN, 3), "nan");
    EXPECT_EQ(number_text(-INFINITY, 3), "-∞");
}

TEST(NumberStyle, TellsTheCellsApartWithFewDigits) {
    EXPECT_EQ(style_for(std::vector<double>{1.001, 1.002}).digits, 4);
    EXPECT_LE(style_for(std::vector<double>{1, 2, 3}).digits, 3);
    EXPECT_TRUE(style_for(std::vector<double>{0.0, -0.0}).signed_zero);
    EXPECT_FALSE(style_for(std::vector<double>{-0.0, -0.0}).signed_zero);
}

TEST(NearTies, AreCellsThatPrintAlikeButDiffer) {
    const std::vector<double> values{1.0001, 1.0002, 1.0, 5.0, NAN, NAN};
    EXPECT_THAT(near_ties(values, {.digits = 3}), ElementsAre(true, true, true, false, false, false));
    EXPECT_THAT(near_ties(values, {.digits = 6}), ElementsAre(false, false, false, false, false, false));
}

TEST(ExactText, ReadsBackToTheSameBits) {
    EXPECT_TRUE(rc::check([](std::uint64_t bits) {
        const auto value = std::bit_cast<double>(bits);
        RC_PRE(std::isfinite(value));
        const auto back = number_from_text(exact_text(value));
        RC_ASSERT(back.has_value());
        RC_ASSERT(std::bit_cast<std::uint64_t>(*back) == bits);
    }));
}

TEST(ParseNumber, TakesNumbersAndNothingElse) {
    EXPECT_EQ(number_from_text(" 2.5 "), 2.5);
    EXPECT_EQ(number_from_text("+3"), 3);
    EXPECT_EQ(number_from_text("-1e3"), -1000);
    EXPECT_EQ(number_from_text(".5"), 0.5);
    EXPECT_EQ(number_from_text("inf"), INFINITY);
    EXPECT_EQ(number_from_text("-inf"), -INFINITY);
    EXPECT_TRUE(std::isnan(*number_from_text("nan")));
    for (const char* wrong : {"", " ", "x", "1x", "1 2", "0x10", "1,5", "--1", "+-1", "nan(1)", "1e999", "−1"})
        EXPECT_FALSE(number_from_text(wrong).has_value()) << wrong;
}

}  // namespace
}  // namespace poolwalk::scene
