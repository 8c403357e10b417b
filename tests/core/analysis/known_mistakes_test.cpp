// Every row of the table of known mistakes: the mistake is made (mistakes_made.h) on problems where it matters, over
// several rules; the diagnosis must name row and rules.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "tests/core/analysis/mistakes_made.h"

namespace poolwalk::test {
namespace {

class KnownMistakeTest : public testing::TestWithParam<std::string> {};

TEST_P(KnownMistakeTest, IsRecognised) {
    const Mistake& mistake = mistakes().at(GetParam());
    for (unsigned seed = 1; seed <= 3; ++seed)
        for (const Rules& rules : {pytorch, Rules{TieRule::Last, OverlapRule::AssignCell}, Rules{TieRule::All},
                                   Rules{TieRule::Split, OverlapRule::AssignWindow}}) {
            if (mistake.accumulates_only && rules.overlap != OverlapRule::Accumulate) continue;
            std::mt19937 random(seed);
            Puzzle p = puzzle(mistake.x, mistake.geometry, random);
            for (double& value : p.grad_output) value /= mistake.dy_divisor;
            const auto diagnosis = diagnosed(p, mistake.make(p, rules));
            ASSERT_TRUE(diagnosis) << diagnosis.error().message;
            EXPECT_TRUE(names(*diagnosis, GetParam(), rules))
                << rules_text(rules, true) << "; " << sentence(*diagnosis);
        }
}

INSTANTIATE_TEST_SUITE_P(Table, KnownMistakeTest, testing::ValuesIn([] {
                             std::vector<std::string> all;
                             for (const KnownMistake& mistake : known_mistakes()) all.emplace_back(mistake.name);
                             return all;
                         }()),
                         [](const auto& param_info) { return param_info.param; });

TEST(KnownMistakes, HaveNamesOfTheirOwn) {
    std::set<std::string_view> seen;
    for (const KnownMistake& mistake : known_mistakes()) {
        EXPECT_TRUE(seen.insert(mistake.name).second) << mistake.name;
        EXPECT_FALSE(mistake.clause.ends_with(".")) << mistake.name;
        const bool is_in_result =
            mistake.source != nullptr || mistake.divisor != nullptr || mistake.rounding != nullptr;
        EXPECT_NE(mistake.change != nullptr || mistake.landing != nullptr, is_in_result) << mistake.name;
    }
    EXPECT_EQ(seen.size(), mistakes().size());
}

// dY was not given, so it is 1 where ceil mode adds windows too.
TEST(KnownMistakes, CountWindowsThatCeilModeAdds) {
    std::mt19937 random(1);
    Puzzle p = puzzle({1, 2, 5, 7}, {.kernel = {2, 2}, .stride = {2, 2}}, random);
    std::ranges::fill(p.grad_output, 1);
    Puzzle more = p;
    more.geometry.ceil_mode = true;
    more.dy = output_shape(p.x, more.geometry);
    more.grad_output.assign(static_cast<std::size_t>(more.dy.cells()), 1);
    const auto diagnosis = diagnosed(p, answer(more, pytorch));
    ASSERT_TRUE(diagnosis);
    EXPECT_TRUE(names(*diagnosis, "ceil_mode", pytorch)) << sentence(*diagnosis);
}

TEST(KnownMistakes, BeginLateWherePaddingIsOneLess) {
    std::mt19937 random(1);
    const Puzzle p = puzzle({1, 2, 6, 7}, {.kernel = {4, 4}, .stride = {2, 2}, .pads = {2, 2, 2, 2}}, random);
    Puzzle less = p;
    less.geometry.pads = {1, 1, 40, 40};
    const auto diagnosis = diagnosed(p, answer(less, pytorch));
    ASSERT_TRUE(diagnosis);
    EXPECT_TRUE(names(*diagnosis, "windows_late", pytorch)) << sentence(*diagnosis);
}

TEST(KnownMistakes, AreFoundByTheirShapeToo) {
    std::mt19937 random(5);
    const Puzzle p = puzzle({2, 3, 6, 7}, padded, random);
    const std::map<std::string, Shape> shapes{{"transposed", {2, 3, 7, 6}},
                                              {"channels_last", {2, 6, 7, 3}},
                                              {"channels_moved", {2, 7, 3, 6}},
                                              {"batch_channels", {3, 2, 6, 7}}};
    const std::map<std::string, std::string> orders{
        {"transposed", "ncwh"}, {"channels_last", "nhwc"}, {"channels_moved", "nwch"}, {"batch_channels", "cnhw"}};
    for (const auto& [name, shape] : shapes) {
        const auto diagnosis =
            diagnosed(p, make_tensor(DType::Float64, shape, in_order(orders.at(name))(p, pytorch)));
        ASSERT_TRUE(diagnosis) << name << ": " << diagnosis.error().message;
        EXPECT_TRUE(names(*diagnosis, name, pytorch)) << name << ": " << sentence(*diagnosis);
    }
    Values wrong = in_order("nhwc")(p, pytorch);
    wrong[3] += 1;
    EXPECT_FALSE(diagnosed(p, make_tensor(DType::Float64, Shape{2, 6, 7, 3}, wrong)));
}

}  // namespace
}  // namespace poolwalk::test
