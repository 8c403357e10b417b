#include "core/analysis/precision.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "tests/core/analysis/diagnose_support.h"

namespace poolwalk::test {
namespace {

using testing::HasSubstr;
using testing::StartsWith;
using Values = std::vector<double>;

AnyTensor row_of(const Values& values, DType dtype = DType::Float64) {
    return make_tensor(dtype, {1, 1, 1, static_cast<std::int64_t>(values.size())}, values);
}

TEST(Precision, IsToldFromTheNumbers) {
    EXPECT_EQ(precision_of(row_of({1, 2, 1e6, 0, NAN, INFINITY})), Precision{});
    EXPECT_EQ(precision_of(row_of({0.5, 2})), Precision{});
    EXPECT_EQ(precision_of(row_of({0.25, 2, -1.5})), (Precision{.decimals = 2}));
    EXPECT_EQ(precision_of(row_of({0.1234, 2}, DType::Float32)), (Precision{.decimals = 4}));
    EXPECT_EQ(precision_of(row_of({1.2346e-5, 1.5e-9})), (Precision{.digits = 5}));
    EXPECT_EQ(precision_of(row_of({0.0999755859375, 2}, DType::Float32)), (Precision{.bits = 11}));
    EXPECT_EQ(precision_of(row_of({0.30078125, 2}, DType::Float32)), (Precision{.bits = 8}));
    EXPECT_EQ(precision_of(row_of({0.15625, 0.0625})), (Precision{.bits = 8}))
        << "printed, there would be other bits";
    EXPECT_EQ(precision_of(row_of({0.125, 0.75})), (Precision{.decimals = 3}));
    EXPECT_EQ(precision_of(row_of({1.0 / 3, 2})), Precision{});
    EXPECT_EQ(precision_of(row_of({1.0F / 3, 2}, DType::Float32)), Precision{});
}

Values rounded(Values values, int decimals) {
    for (double& value : values) value = std::nearbyint(value * std::pow(10.0, decimals)) / std::pow(10.0, decimals);
    return values;
}

Puzzle fractions(std::mt19937& random) {
    Puzzle p = puzzle({2, 2, 7, 6}, {.kernel = {3, 2}, .stride = {1, 2}, .pads = {1, 0, 1, 0}}, random);
    for (double& value : p.grad_output) value /= 997;
    return p;
}

// Whatever the rules, a dX printed with 4 decimals is theirs, from the dY printed so too; one more wrong by two units
// of the last is not.
TEST(Precision, IsWhatAPrintedGradientIsComparedAt) {
    for (unsigned seed = 1; seed <= 5; ++seed) {
        std::mt19937 random(seed);
        Puzzle p = fractions(random);
        for (const Rules& rules : {Rules{}, Rules{TieRule::All}, Rules{TieRule::Split, OverlapRule::AssignCell}}) {
            Values printed = rounded(answer(p, rules), 4);
            Puzzle given = p;
            given.grad_output = rounded(p.grad_output, 4);
            const auto diagnosis = diagnosed(given, printed);
            ASSERT_TRUE(diagnosis);
            EXPECT_TRUE(names(*diagnosis, "", rules)) << sentence(*diagnosis);
            EXPECT_THAT(sentence(*diagnosis), HasSubstr("equal to the 4 decimals given"));
            printed[9] += 0.01;
            EXPECT_FALSE(diagnosed(given, printed)->explained()) << rules_text(rules, false);
        }
    }
}

TEST(Precision, OfHalfIsRemembered) {
    const Puzzle p{.x = {1, 1, 1, 3},
                   .dy = {1, 1, 1, 2},
                   .geometry = {.kernel = {1, 2}, .stride = {1, 1}},
                   .input = {1, 5, 1},
                   .grad_output = {0.1, 0.2}};
    const auto diagnosis = diagnosed(p, {0, 0.2998046875, 0});
    ASSERT_TRUE(diagnosis && diagnosis->explained());
    EXPECT_THAT(sentence(*diagnosis), StartsWith("right on this input"));
    EXPECT_THAT(sentence(*diagnosis), HasSubstr("equal to half precision, as given"));
}

// Each sum is rounded after each window, as a GPU does that adds in bfloat16; two steps off it is wrong.
TEST(Precision, OfBfloat16IsRemembered) {
    const auto bfloat = [](double value) {
        int power = 0;
        const double part = std::frexp(value, &power);
        return std::ldexp(std::nearbyint(std::ldexp(part, 8)), power - 8);
    };
    const Puzzle p{.x = {1, 1, 1, 3},
                   .dy = {1, 1, 1, 2},
                   .geometry = {.kernel = {1, 2}, .stride = {1, 1}},
                   .input = {1, 5, 1},
                   .grad_output = {bfloat(0.1), bfloat(0.2)}};
    const double sum = bfloat(bfloat(0.1) + bfloat(0.2));
    const auto right = diagnosed(p, {0, sum, 0});
    ASSERT_TRUE(right && right->explained());
    EXPECT_THAT(sentence(*right), StartsWith("right on this input"));
    EXPECT_EQ(right->precision, (Precision{.bits = 8}));
    const auto rounded_down = diagnosed(p, {0, sum - std::ldexp(1, -9), 0});
    ASSERT_TRUE(rounded_down && rounded_down->explained());
    EXPECT_THAT(sentence(*rounded_down), HasSubstr("equal to bfloat16, as given"));
    EXPECT_FALSE(diagnosed(p, {0, sum + 0.0625, 0})->explained());
}

// "Rounded to whole numbers" is a mistake, not a precision.
TEST(Precision, OfWholeNumbersIsExact) {
    std::mt19937 random(3);
    const Puzzle p = fractions(random);
    const auto diagnosis = diagnosed(p, rounded(answer(p, {}), 0));
    EXPECT_TRUE(names(*diagnosis, "rounded", {})) << sentence(*diagnosis);
}

TEST(Precision, OfTiesIsSaidBeforeAnyBlame) {
    const Puzzle p{.x = {1, 1, 2, 2},
                   .dy = {1, 1, 1, 1},
                   .geometry = {},
                   .input = {0.1234, 0.1234, 0.05, 0.01},
                   .grad_output = {1}};
    EXPECT_THAT(sentence(*diagnosed(p, {0, 1, 0, 0})),
                StartsWith("X has ties, which rounding it to the 4 decimals given may have made: give X exactly"));
    EXPECT_THAT(sentence(*diagnosed(p, {1, 0, 0, 0})), StartsWith("PyTorch's own gradient"));
    Puzzle whole = p;
    whole.input = {2, 2, 1, 0};
    EXPECT_THAT(sentence(*diagnosed(whole, {0, 1, 0, 0})), StartsWith("your code sends the gradient to the last"));
}

}  // namespace
}  // namespace poolwalk::test
