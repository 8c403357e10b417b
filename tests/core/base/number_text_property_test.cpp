#include "core/base/number_text.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <limits>
#include <random>
#include <set>

#include "core/doc/document.h"

namespace poolwalk::scene {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN(), infinity = std::numeric_limits<double>::infinity();

// Every kind of finite number: by its bits, or with few digits as people type them.
double any_finite(std::mt19937_64& random) {
    if (random() % 2 == 0) {
        const auto whole = static_cast<double>(static_cast<std::int64_t>(random() % 2000001) - 1000000);
        return whole / std::pow(10.0, static_cast<double>(random() % 7));
    }
    const double value = std::bit_cast<double>(random());
    return std::isfinite(value) ? value : 1.5;
}

TEST(NumbersAsText, IsShort) {
    EXPECT_EQ(number_text(1, 4), "1");
    EXPECT_EQ(number_text(-12.5, 4), "-12.5");
    EXPECT_EQ(number_text(0.1, 4), "0.1");
    EXPECT_EQ(number_text(2.0 / 3, 3), "0.667");
    EXPECT_EQ(number_text(1500, 2), "1500") << "whole numbers stay whole up to a million";
    EXPECT_EQ(number_text(1e6, 4), "1e6");
    EXPECT_EQ(number_text(1.5e300, 4), "1.5e300");
    EXPECT_EQ(number_text(1.25e-10, 4), "1.25e-10");
    EXPECT_EQ(number_text(nan, 4), "nan");
    EXPECT_EQ(number_text(infinity, 4), "∞");
    EXPECT_EQ(number_text(-infinity, 4), "-∞");
}

TEST(NumbersAsText, ShowsTheSignOfZeroWhereItMatters) {
    EXPECT_EQ(number_text(-0.0, 4), "0");
    EXPECT_EQ(number_text(-0.0, 4, true), "-0");
    EXPECT_EQ(number_text(0.0, 4, true), "0");
}

TEST(NumbersAsText, IsTheNumberToItsDigits) {
    std::mt19937_64 random(1);
    for (int i = 0; i < 20000; ++i) {
        const double value = any_finite(random);
        if (std::abs(value) > 1e307 || std::abs(value) < 1e-300) continue;  // rounding may leave the range
        const int digits = 1 + static_cast<int>(random() % 17);
        const auto read = number_from_text(number_text(value, digits));
        ASSERT_TRUE(read) << value;
        EXPECT_LE(std::abs(*read - value), std::abs(value) * 0.5 * std::pow(10, 1 - digits) * (1 + 1e-9))
            << value << " by " << digits;
    }
}

TEST(NumbersExactly, IsReadBackBitForBit) {
    std::mt19937_64 random(2);
    for (int i = 0; i < 20000; ++i) {
        const double value = i == 0 ? -0.0 : i == 1 ? 5e-324 : i == 2 ? 1.7976931348623157e308 : any_finite(random);
        const auto read = number_from_text(exact_text(value));
        ASSERT_TRUE(read) << exact_text(value);
        EXPECT_EQ(std::bit_cast<std::uint64_t>(*read), std::bit_cast<std::uint64_t>(value)) << exact_text(value);
    }
    EXPECT_TRUE(std::isnan(*number_from_text(exact_text(nan))));
}

TEST(NumbersTyped, TakesWhatPeopleType) {
    EXPECT_EQ(number_from_text("2.5"), 2.5);
    EXPECT_EQ(number_from_text("  -1e3\t"), -1000);
    EXPECT_EQ(number_from_text("+7"), 7);
    EXPECT_EQ(number_from_text(".5"), 0.5);
    EXPECT_EQ(number_from_text("5."), 5);
    EXPECT_EQ(number_from_text("inf"), infinity);
    EXPECT_EQ(number_from_text("-Infinity"), -infinity);
    EXPECT_TRUE(std::isnan(*number_from_text("NaN")));
    EXPECT_TRUE(std::signbit(*number_from_text("-0")));
}

TEST(NumbersTyped, RefusesEverythingElse) {
    for (const char* text : {"", " ", "-", "+", ".", "two", "1,5", "1 2", "0x10", "1e", "nan(1)", "--1", "+-1", "++1",
                             "1e999", "∞ 1", "1f"})
        EXPECT_FALSE(number_from_text(text)) << text;
}

TEST(NumbersInAPicture, TellsDifferentValuesApartOrUsesEveryDigit) {
    std::mt19937_64 random(3);
    for (int i = 0; i < 2000; ++i) {
        std::vector<double> values;
        for (std::uint64_t n = random() % 12; n > 0; --n) values.push_back(any_finite(random));
        const int most = 2 + static_cast<int>(random() % 5);
        const NumberStyle style = style_for(values, most);
        ASSERT_GE(style.digits, 1);
        ASSERT_LE(style.digits, most);
        std::set<double> different(values.begin(), values.end());
        std::set<std::string> texts;
        for (const double v : different) texts.insert(number_text(v, style.digits));
        EXPECT_TRUE(texts.size() == different.size() || style.digits == most);
    }
}

TEST(NumbersInAPicture, TakesNoMoreDigitsThanNeeded) {
    EXPECT_EQ(number_text(0.123456, style_for(std::vector{0.123456, 0.9}).digits), "0.12");
    EXPECT_EQ(number_text(0.125, style_for(std::vector{0.125, 0.5}).digits), "0.125")
        << "a digit more if that is exact";
    EXPECT_EQ(style_for(std::vector{1.0001, 1.0002}).digits, 5);
    EXPECT_FALSE(style_for(std::vector{0.0, 1.0}).signed_zero);
    EXPECT_FALSE(style_for(std::vector{-0.0, 1.0}).signed_zero);
    EXPECT_TRUE(style_for(std::vector{-0.0, 0.0}).signed_zero);
    EXPECT_LE(style_for(std::vector{nan, infinity, -infinity}).digits, 5);
}

TEST(NumbersNearlyTied, AreThoseThatPrintAlikeAndDiffer) {
    const std::vector<double> values{1.000001, 1.000002, 1, 2, 2, nan, nan};
    EXPECT_EQ(near_ties(values, {.digits = 4}), (std::vector<bool>{true, true, true, false, false, false, false}));
    EXPECT_EQ(near_ties(values, {.digits = 9}), std::vector<bool>(7, false));
}

TEST(NumbersNearlyTied, AreFoundAmongAnyNumbersAsBySearch) {
    std::mt19937_64 random(4);
    for (int i = 0; i < 500; ++i) {
        std::vector<double> values;
        for (std::uint64_t n = random() % 10; n > 0; --n)
            values.push_back(1 + static_cast<double>(random() % 40) / 1e4);
        const NumberStyle style{.digits = 3};
        const std::vector<bool> marks = near_ties(values, style);
        for (std::size_t a = 0; a < values.size(); ++a) {
            bool near = false;
            for (const double b : values)
                near = near || (values[a] != b && number_text(values[a], 3) == number_text(b, 3));
            EXPECT_EQ(marks[a], near);
        }
    }
}

}  // namespace
}  // namespace poolwalk::scene
