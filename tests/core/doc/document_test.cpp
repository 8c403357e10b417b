#include "core/doc/document.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace poolwalk {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

AnyTensor row_of(const std::vector<double>& values, DType dtype = DType::Float64) {
    return make_tensor(dtype, {1, 1, 1, static_cast<std::int64_t>(values.size())}, values);
}

TEST(Identical, LooksAtValuesTypeAndShape) {
    EXPECT_TRUE(identical(row_of({1, 2}), row_of({1, 2})));
    EXPECT_FALSE(identical(row_of({1, 2}), row_of({1, 3})));
    EXPECT_FALSE(identical(row_of({1, 2}), row_of({1, 2}, DType::Float32)));
    EXPECT_FALSE(identical(row_of({1, 2}), make_tensor(DType::Float64, {1, 1, 2, 1}, {1, 2})));
}

TEST(Identical, HoldsNaNEqualAndZerosOfOtherSignNot) {
    EXPECT_TRUE(identical(row_of({nan, 0}), row_of({-nan, 0})));
    EXPECT_FALSE(identical(row_of({nan}), row_of({0})));
    EXPECT_FALSE(identical(row_of({0}), row_of({nan})));
    EXPECT_FALSE(identical(row_of({0.0}), row_of({-0.0})));
    EXPECT_FALSE(identical(row_of({0.0}, DType::Float32), row_of({-0.0}, DType::Float32)));
}

TEST(Identical, LooksAtEveryPartOfADocument) {
    const Document one = document_of("one", row_of({1, 2}), {.kernel = {1, 2}, .stride = {1, 1}}, {});
    EXPECT_TRUE(identical(one, one));
    Document other = one;
    other.input.edit();
    EXPECT_TRUE(identical(one, other));
    set_value(other.input.edit(), 0, 0, 0, 5);
    EXPECT_FALSE(identical(one, other));
    other = one;
    set_value(other.grad_output.edit(), 0, 0, 0, 5);
    EXPECT_FALSE(identical(one, other));
    other = one;
    other.kept_grad_output = row_of({1, 2, 3});
    EXPECT_FALSE(identical(one, other));
    other = one;
    other.title = "two";
    EXPECT_FALSE(identical(one, other));
    other = one;
    other.rules.tie = TieRule::Last;
    EXPECT_FALSE(identical(one, other));
    other = one;
    other.geometry.ceil_mode = true;
    EXPECT_FALSE(identical(one, other));
}

TEST(SharedTensor, IsCopiedOnlyWhenAnotherHoldsIt) {
    SharedTensor first(row_of({1, 2}));
    const AnyTensor* memory = &*first;
    set_value(first.edit(), 0, 0, 0, 3);
    EXPECT_EQ(&*first, memory);
    SharedTensor second = first;
    EXPECT_TRUE(second.same_memory(first));
    set_value(second.edit(), 0, 0, 0, 4);
    EXPECT_FALSE(second.same_memory(first));
    EXPECT_EQ(value_at(*first, 0, 0, 0), 3);
    EXPECT_EQ(value_at(*second, 0, 0, 0), 4);
}

TEST(Document, StartsWithOnesForItsGradient) {
    const Document document = document_of("a", make_tensor(DType::Float32, {2, 3, 4, 6}), {}, {});
    EXPECT_EQ(output_shape(document), (Shape{2, 3, 2, 3}));
    EXPECT_TRUE(identical(*document.grad_output, make_tensor(DType::Float32, {2, 3, 2, 3}, 1.0)));
    EXPECT_EQ(document_error(*document.input, *document.grad_output, document.geometry), "");
    EXPECT_EQ(&view_of(document).input, &*document.input);
    EXPECT_EQ(&view_of(document).grad_output, &*document.grad_output);
}

TEST(Document, ComplainsOfWhatDoesNotFit) {
    const AnyTensor input = make_tensor(DType::Float64, {1, 1, 4, 4});
    const auto gradient = [](std::int64_t h, std::int64_t w) { return make_tensor(DType::Float64, {1, 1, h, w}); };
    EXPECT_EQ(document_error(input, gradient(2, 2), {}), "");
    EXPECT_EQ(document_error(input, gradient(1, 2), {}), "");
    EXPECT_NE(document_error(input, gradient(3, 2), {}), "");
    EXPECT_NE(document_error(input, make_tensor(DType::Float64, {1, 2, 2, 2}), {}), "");
    EXPECT_NE(document_error(input, gradient(2, 2), {.kernel = {5, 5}}), "");
    EXPECT_NE(document_error(input, gradient(2, 2), {.kernel = {0, 2}}), "");
}

TEST(Refitted, KeepsValuesAtTheirPlaceAndFillsWithOnes) {
    const AnyTensor old = make_tensor(DType::Float64, {1, 2, 2, 2}, {1, 2, 3, 4, 5, 6, 7, 8});
    EXPECT_EQ(values_of(refitted(old, {1, 2, 1, 3}, DType::Float64)), (std::vector<double>{1, 2, 1, 5, 6, 1}));
    EXPECT_EQ(values_of(refitted(old, {2, 1, 2, 1}, DType::Float64)), (std::vector<double>{1, 3, 1, 1}));
    EXPECT_EQ(dtype_of(refitted(old, {1, 2, 2, 2}, DType::Float32)), DType::Float32);
    EXPECT_TRUE(identical(refitted(old, {1, 2, 2, 2}, DType::Float64), old));
}

TEST(Fitted, KeepsWhatHasNoWindowAnyMore) {
    const SharedTensor whole(make_tensor(DType::Float64, {1, 1, 2, 3}, {1, 2, 3, 4, 5, 6}));
    const FittedGradient narrow = fitted(whole, {}, {1, 1, 2, 2}, DType::Float64);
    EXPECT_EQ(values_of(*narrow.grad_output), (std::vector<double>{1, 2, 4, 5}));
    // What is changed in between is changed for good, also in what is narrower still.
    SharedTensor edited = narrow.grad_output;
    set_value(edited.edit(), 0, 0, 1, 20);
    const FittedGradient one = fitted(edited, narrow.kept, {1, 1, 1, 1}, DType::Float64);
    const FittedGradient back = fitted(one.grad_output, one.kept, {1, 1, 2, 3}, DType::Float64);
    EXPECT_EQ(values_of(*back.grad_output), (std::vector<double>{1, 20, 3, 4, 5, 6}));
    EXPECT_EQ(shape_of(*back.kept).cells(), 0);
    const FittedGradient high = fitted(narrow.grad_output, narrow.kept, {1, 1, 3, 1}, DType::Float64);
    EXPECT_EQ(values_of(*high.grad_output), (std::vector<double>{1, 4, 1}));
    EXPECT_EQ(values_of(*fitted(high.grad_output, high.kept, {1, 1, 3, 3}, DType::Float32).grad_output),
              (std::vector<double>{1, 2, 3, 4, 5, 6, 1, 1, 1}));
}

TEST(Fitted, KeepsNoMoreThanWasThere) {
    const SharedTensor wide(make_tensor(DType::Float64, {1, 1, 1, 1000}, 7.0));
    const FittedGradient cut = fitted(wide, {}, {1, 1, 1, 1}, DType::Float64);
    const FittedGradient high = fitted(cut.grad_output, cut.kept, {1, 1, 1000, 1}, DType::Float64);
    const FittedGradient again = fitted(high.grad_output, high.kept, {1, 1, 1, 1}, DType::Float64);
    EXPECT_LE(shape_of(*again.kept).cells(), 1000) << "and not a million";
    EXPECT_EQ(values_of(*again.grad_output), std::vector<double>{7});
}

TEST(Resized, KeepsValuesAtTheirPlaceAndFillsWithZeros) {
    const AnyTensor old = make_tensor(DType::Float32, {1, 1, 2, 2}, {1, 2, 3, nan});
    EXPECT_TRUE(identical(resized(old, {1, 2, 3, 1}), make_tensor(DType::Float32, {1, 2, 3, 1}, {1, 3, 0, 0, 0, 0})));
    EXPECT_TRUE(identical(resized(old, {1, 1, 2, 2}), old));
}

TEST(RandomTensor, IsTheSameForTheSameSeed) {
    for (const RandomKind kind : {RandomKind::Distinct, RandomKind::ManyTies, RandomKind::ReluZeros}) {
        const auto drawn = [kind](std::uint64_t seed) {
            return random_tensor(kind, DType::Float64, {2, 1, 6, 5}, seed);
        };
        EXPECT_TRUE(identical(drawn(1), drawn(1)));
        EXPECT_FALSE(identical(drawn(1), drawn(2)));
    }
    // Fixed by the standard's mt19937_64, so the same on every platform.
    EXPECT_EQ(values_of(random_tensor(RandomKind::Distinct, DType::Float32, {1, 1, 2, 3}, 1)),
              (std::vector<double>{2, 4, 1, 5, 6, 3}));
}

TEST(RandomTensor, IsWhatItsKindSays) {
    const Shape shape{1, 2, 20, 20};
    auto distinct = values_of(random_tensor(RandomKind::Distinct, DType::Float32, shape, 3));
    EXPECT_FALSE(std::ranges::is_sorted(distinct));
    std::ranges::sort(distinct);
    for (std::size_t i = 0; i < distinct.size(); ++i) EXPECT_EQ(distinct[i], static_cast<double>(i + 1));

    const auto count = [](const std::vector<double>& values, double value) {
        return std::ranges::count(values, value);
    };
    const auto ties = values_of(random_tensor(RandomKind::ManyTies, DType::Float64, shape, 3));
    std::int64_t counted = 0;
    for (const double value : {0.0, 1.0, 2.0, 3.0}) {
        EXPECT_GT(count(ties, value), 100) << value;
        counted += count(ties, value);
    }
    EXPECT_EQ(counted, shape.cells());

    const auto relu = values_of(random_tensor(RandomKind::ReluZeros, DType::Float64, shape, 3));
    EXPECT_NEAR(static_cast<double>(count(relu, 0)), 400, 80);
    EXPECT_EQ(std::ranges::max(relu), 3.0);
    for (const double value : relu)
        EXPECT_TRUE(value == 0 || (value >= 0.1 && std::round(value * 10) / 10 == value)) << value;
}

TEST(InLayout, ReadsTheSameNumbersInAnotherOrderOfTheAxes) {
    // 2 images of 3 rows, 4 columns and 2 channels, counted as they lie in memory.
    std::vector<double> values(2 * 3 * 4 * 2);
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<double>(i);
    const AnyTensor stored = make_tensor(DType::Float32, {2, 3, 4, 2}, values);
    const Document taken = document_of("x", stored, {.kernel = {2, 2}, .stride = {1, 1}}, {});
    const Document turned = in_layout(taken, AxisOrder::NHWC);
    EXPECT_EQ(turned.layout, AxisOrder::NHWC);
    EXPECT_EQ(shape_of(*turned.input), (Shape{2, 2, 3, 4}));
    for (std::int64_t n = 0; n < 2; ++n)
        for (std::int64_t h = 0; h < 3; ++h)
            for (std::int64_t w = 0; w < 4; ++w)
                for (std::int64_t c = 0; c < 2; ++c)
                    EXPECT_EQ(value_at(*turned.input, n * 2 + c, h, w), ((n * 3 + h) * 4 + w) * 2 + c);
    EXPECT_EQ(shape_of(*turned.grad_output), (Shape{2, 2, 2, 3}));
    EXPECT_EQ(turned.geometry, taken.geometry);
    EXPECT_TRUE(identical(in_layout(turned, AxisOrder::NCHW), taken)) << "and back";
    EXPECT_TRUE(identical(in_layout(taken, AxisOrder::NCHW), taken));
}

TEST(InLayout, GivesWayWithAWindowThatDoesNotFit) {
    const AnyTensor x = make_tensor(DType::Float64, {1, 8, 8, 1}, 1.0);
    const Document taken = document_of("x", x, {.kernel = {8, 1}, .stride = {1, 1}}, {});
    EXPECT_EQ(in_layout(taken, AxisOrder::NHWC).geometry, taken.geometry) << "8 x 1 of 8 x 8";
    const AnyTensor wide = make_tensor(DType::Float64, {1, 2, 3, 9}, 1.0);
    const Document wide_taken = document_of("x", wide, {.kernel = {1, 9}, .stride = {1, 1}}, {});
    EXPECT_EQ(in_layout(wide_taken, AxisOrder::NHWC).geometry, plain_geometry({1, 9, 2, 3}));
}

}  // namespace
}  // namespace poolwalk
