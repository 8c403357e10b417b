#include "core/pool/geometry.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <initializer_list>

#include "tests/core/pool/reference.h"

namespace poolwalk {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr Shape four_by_four{1, 1, 4, 4};
constexpr std::int64_t beyond = std::int64_t{1} << 62;

auto problem(poolwalk::Field field, Severity severity, const char* sentence) {
    return AllOf(Field(&Problem::field, field), Field(&Problem::severity, severity),
                 Field(&Problem::sentence, HasSubstr(sentence)));
}

TEST(OutputSize, EqualsWindowsLaidDownOneByOne) {
    for (std::int64_t n = 1; n <= 7; ++n)
        for (std::int64_t pads = 0; pads < 16; ++pads)
            for (std::int64_t kernel = 1; kernel <= 4; ++kernel)
                for (std::int64_t stride = 1; stride <= 5; ++stride)
                    for (std::int64_t dilation = 1; dilation <= 3; ++dilation)
                        for (const bool ceil_mode : {false, true}) {
                            const std::int64_t begin = pads / 4, end = pads % 4;
                            const auto size = output_size(n, begin, end, kernel, stride, dilation, ceil_mode);
                            ASSERT_EQ(std::max<std::int64_t>(size, 0),
                                      reference::count_windows(n, begin, end, kernel, stride, dilation, ceil_mode))
                                << n << " cells, pads " << begin << "," << end << ", kernel " << kernel << ", stride "
                                << stride << ", dilation " << dilation << (ceil_mode ? ", ceil" : "");
                        }
}

// PyTorch 1.13.1's own answers.
TEST(OutputSize, PublishedNumbers) {
    EXPECT_EQ(output_size(55, 0, 0, 3, 2, 1, false), 27);   // AlexNet
    EXPECT_EQ(output_size(112, 1, 1, 3, 2, 1, false), 56);  // ResNet
    EXPECT_EQ(output_size(5, 0, 0, 2, 2, 1, false), 2);
    EXPECT_EQ(output_size(5, 0, 0, 2, 2, 1, true), 3);
    EXPECT_EQ(output_size(4, 1, 1, 2, 3, 1, true), 2);  // a third window would start in the end padding
}

TEST(OutputFormula, IsSpelledOut) {
    EXPECT_EQ(output_formula({1, 1, 4, 4}, {.kernel = {2, 2}, .stride = {1, 1}}, true),
              "H_out = ⌊(4+0+0-1·(2-1)-1)/1⌋+1 = 3");
    const Geometry g{.kernel = {3, 2}, .stride = {2, 3}, .dilation = {1, 2}, .pads = {0, 1, 0, 2}, .ceil_mode = true};
    EXPECT_THAT(output_formula({1, 1, 9, 7}, g, false), HasSubstr("W_out = ⌈(7+1+2-2·(2-1)-1)/3⌉+1 = "));
}

TEST(OutputShape, KeepsBatchAndChannels) {
    EXPECT_EQ(output_shape({2, 3, 5, 7}, {}), (Shape{2, 3, 2, 3}));
    EXPECT_EQ(output_shape({2, 3, 5, 7}, {.ceil_mode = true}), (Shape{2, 3, 3, 4}));
}

TEST(Validate, FindsNothingInAnOrdinaryProblem) {
    EXPECT_THAT(validate(four_by_four, {}), IsEmpty());
    EXPECT_THAT(validate(four_by_four, {.kernel = {3, 3}, .stride = {1, 1}, .pads = {1, 1, 1, 1}}), IsEmpty());
    EXPECT_EQ(first_error({}), "");
}

TEST(Validate, NamesEveryProblemWithItsField) {
    const Geometry g{.kernel = {0, 2}, .stride = {1, -2}, .dilation = {0, 1}, .pads = {-1, 0, 0, 0}};
    using enum poolwalk::Field;
    EXPECT_THAT(validate({1, 0, 4, 4}, g),
                ElementsAre(problem(Input, Severity::Error, "1x0x4x4"), problem(Kernel, Severity::Error, "0 x 2"),
                            problem(Stride, Severity::Error, "1 x -2"), problem(Dilation, Severity::Error, "0 x 1"),
                            problem(Padding, Severity::Error, "-1, 0, 0, 0")));
}

TEST(Validate, SaysHowFarTheWindowSpans) {
    const auto tall = validate(four_by_four, {.kernel = {5, 2}});
    EXPECT_THAT(tall, ElementsAre(problem(poolwalk::Field::Kernel, Severity::Error, "spans 5 rows")));
    EXPECT_THAT(first_error(tall), HasSubstr("has 4"));
    EXPECT_THAT(first_error(validate(four_by_four, {.kernel = {3, 3}, .dilation = {1, 2}})),
                HasSubstr("spans 5 columns"));
}

TEST(Validate, NotesWhatPyTorchWouldRefuse) {
    const auto half = validate(four_by_four, {.stride = {1, 1}, .pads = {2, 2, 2, 2}});
    EXPECT_THAT(half, ElementsAre(problem(poolwalk::Field::Padding, Severity::Note, "at most half of the kernel")));
    EXPECT_EQ(first_error(half), "");
    const auto uneven = validate(four_by_four, {.stride = {1, 1}, .pads = {0, 0, 1, 0}});
    EXPECT_THAT(uneven, ElementsAre(problem(poolwalk::Field::Padding, Severity::Note, "same on both sides")));
    EXPECT_THAT(validate(four_by_four, {.kernel = {3, 3}, .pads = {1, 1, 1, 1}}), IsEmpty());
}

TEST(Validate, TakesTheLimitsAndNothingBeyond) {
    EXPECT_EQ(first_error(validate({1, 1, max_side, 1}, {.kernel = {max_kernel, 1}, .stride = {1, 1}})), "");
    EXPECT_NE(first_error(validate({1, 1, max_side, 1}, {.kernel = {max_kernel + 1, 1}})), "");
    EXPECT_EQ(first_error(validate(four_by_four, {.stride = {max_parameter, 1}})), "");
    EXPECT_NE(first_error(validate(four_by_four, {.stride = {max_parameter + 1, 1}})), "");
    EXPECT_THAT(first_error(validate({1, 1, max_side + 1, 1}, {})), HasSubstr("16384 cells a side"));
    EXPECT_THAT(first_error(validate({1, 2, max_side, max_side}, {})), HasSubstr("2^26"));
    EXPECT_NE(first_error(validate({beyond, beyond, 1, 1}, {})), "");
}

TEST(Validate, RefusesAnOutputThatWouldBeTooLarge) {
    const Geometry g{.kernel = {1, 1}, .stride = {1, 1}, .pads = {8191, 8191, 8191, 8191}};
    EXPECT_THAT(first_error(validate({1, 1, 2, 2}, g)), HasSubstr("output would be too large"));
    const Geometry wide{.kernel = {1, 1}, .stride = {1, 1}, .pads = {0, max_parameter, 0, max_parameter}};
    EXPECT_THAT(first_error(validate(four_by_four, wide)), HasSubstr("a side"));
}

// One enormous number in each place in turn: refused at once, nothing wraps (the sanitizers watch).
TEST(Validate, EnormousNumbersAreRefused) {
    for (const std::int64_t number : {beyond, -beyond, INT64_MAX, INT64_MIN}) {
        const std::initializer_list<Geometry> geometries = {{.kernel = {number, 1}},     {.kernel = {1, number}},
                                                            {.stride = {number, 1}},     {.stride = {1, number}},
                                                            {.dilation = {number, 1}},   {.dilation = {1, number}},
                                                            {.pads = {number, 0, 0, 0}}, {.pads = {0, number, 0, 0}},
                                                            {.pads = {0, 0, number, 0}}, {.pads = {0, 0, 0, number}}};
        for (const Geometry& g : geometries) EXPECT_NE(first_error(validate(four_by_four, g)), "") << number;
        for (const Shape& shape : {Shape{number, 1, 4, 4}, Shape{1, number, 4, 4}, Shape{1, 1, number, 4},
                                   Shape{1, 1, 4, number}, Shape{number, number, number, number}})
            EXPECT_NE(first_error(validate(shape, {})), "") << to_string(shape);
    }
}

TEST(OutputSize, SaturatesInsteadOfWrapping) {
    EXPECT_EQ(output_size(4, beyond, beyond, 1, 1, 1, false), beyond);
    EXPECT_EQ(output_size(4, 0, 0, beyond, 1, beyond, false), -beyond);
    EXPECT_EQ(output_size(4, 0, 0, 1, beyond, 1, true), 1);
    EXPECT_EQ(output_size(INT64_MAX, INT64_MAX, INT64_MAX, INT64_MIN, 1, INT64_MAX, true), beyond);
    for (const std::int64_t stride : {std::int64_t{0}, std::int64_t{-2}, INT64_MIN})
        EXPECT_EQ(output_size(4, 0, 0, 2, stride, 1, true), 0);
}

TEST(ValidateGradOutput, MayBeSmallerButNeverLarger) {
    const Shape y{2, 3, 3, 3};
    using enum poolwalk::Field;
    EXPECT_THAT(validate_grad_output(y, y), IsEmpty());
    EXPECT_THAT(validate_grad_output({2, 3, 2, 3}, y), ElementsAre(problem(GradOutput, Severity::Note, "top-left")));
    EXPECT_THAT(validate_grad_output({2, 3, 4, 3}, y),
                ElementsAre(problem(GradOutput, Severity::Error, "dY is 2x3x4x3 and Y is 2x3x3x3")));
    for (const Shape& wrong :
         {Shape{1, 3, 3, 3}, Shape{2, 4, 3, 3}, Shape{2, 3, 0, 3}, Shape{2, 3, 3, 0}, Shape{2, 3, 3, 4}})
        EXPECT_NE(first_error(validate_grad_output(wrong, y)), "") << to_string(wrong);
}

}  // namespace
}  // namespace poolwalk
