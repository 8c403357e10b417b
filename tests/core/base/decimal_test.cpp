// Against the standard library where it has all of <charconv>; number_text_test.cpp says what the texts are.
#include "core/base/decimal.h"

#include <gtest/gtest.h>

#include <bit>
#include <charconv>
#include <cmath>
#include <random>
#include <string>

#include "core/base/number_text.h"

namespace poolwalk {
namespace {

TEST(Decimals, HaveTheFewestDigits) {
    const auto text_of = [](auto value) {
        const Decimal decimal = decimal_of(value);
        return (decimal.negative ? "-" : "") + decimal.digits + "e" + std::to_string(decimal.exponent);
    };
    EXPECT_EQ(text_of(0.0), "0e0");
    EXPECT_EQ(text_of(-0.0), "-0e0");
    EXPECT_EQ(text_of(0.1), "1e-1");
    EXPECT_EQ(text_of(0.1f), "1e-1");
    EXPECT_EQ(text_of(-12.5), "-125e1");
    EXPECT_EQ(text_of(1250.0), "125e3");
    EXPECT_EQ(text_of(1e22), "1e22");
    EXPECT_EQ(text_of(5e-324), "5e-324");
    EXPECT_EQ(text_of(1.0 / 3), "3333333333333333e-1");
}

#ifdef __cpp_lib_to_chars
template <class T, class... Format>
std::string standard(T value, Format... format) {
    char buffer[400];
    return {buffer, std::to_chars(buffer, buffer + sizeof buffer, value, format...).ptr};
}

// Any bits, and numbers as people write them.
template <class T, class Bits>
void expect_the_standards_texts() {
    std::mt19937_64 random(11);
    for (int i = 0; i < 200'000; ++i) {
        T value = std::bit_cast<T>(static_cast<Bits>(random()));
        if (i % 2 == 0) value = static_cast<T>(static_cast<double>(random() % 2'000'000) / std::pow(10, i % 12) - 7);
        if (!std::isfinite(value)) continue;
        ASSERT_EQ(plain_text(value), standard(value));
        const std::string exact = standard(static_cast<double>(value), std::chars_format::scientific, 20);
        double read = 0;
        const auto end = std::from_chars(exact.data(), exact.data() + exact.size(), read);
        const auto found = leading_number(exact);
        ASSERT_EQ(std::bit_cast<std::uint64_t>(found.value), std::bit_cast<std::uint64_t>(read)) << exact;
        ASSERT_EQ(exact.data() + found.length, end.ptr);
    }
}

TEST(Decimals, AreShownAndReadAsTheStandardDoesIt) {
    expect_the_standards_texts<double, std::uint64_t>();
    expect_the_standards_texts<float, std::uint32_t>();
    for (const char* text : {"1e999", "-1e999", "1e-999",   "0e999", "0.0",  "1e",   "1e+", ".5", "5.", "-",
                             "inf",   "nan",    "infinity", "-inf",  "infx", "0x10", "1,5", "+1", " 1", ""}) {
        const std::string_view all = text;
        double value = 0;
        const auto [end, error] = std::from_chars(all.data(), all.data() + all.size(), value);
        const auto found = leading_number(all);
        EXPECT_EQ(found.length, static_cast<std::size_t>(end - all.data())) << text;
        EXPECT_EQ(found.out_of_range, error == std::errc::result_out_of_range) << text;
        EXPECT_TRUE(found.value == value || (std::isnan(found.value) && std::isnan(value))) << text;
    }
}
#endif

}  // namespace
}  // namespace poolwalk
