// diagnose() against dX of known origin: the published cases, and random problems made by the
// reference with a rule that the code under test is not told. Known mistakes are known_mistakes_test.cpp's.
#include "core/analysis/diagnose.h"
#include "core/io/files/read_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <limits>

#include "core/io/session/case_file.h"
#include "tests/core/analysis/diagnose_support.h"
#include "tests/support/paths.h"

namespace poolwalk::test {
namespace {

using testing::HasSubstr;
using testing::StartsWith;
using Values = std::vector<double>;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double inf = std::numeric_limits<double>::infinity();
constexpr Geometry overlapping{.kernel = {2, 2}, .stride = {1, 1}};

Puzzle all_ties() { return {{1, 1, 3, 3}, {1, 1, 2, 2}, overlapping, Values(9, 5), {1, 2, 3, 4}}; }
Puzzle no_ties() { return {{1, 1, 3, 3}, {1, 1, 2, 2}, overlapping, {1, 2, 3, 4, 9, 6, 7, 8, 5}, {1, 2, 3, 4}}; }

std::string words(const Puzzle& p, const Values& grad_input) {
    const auto diagnosis = diagnosed(p, grad_input);
    return diagnosis ? sentence(*diagnosis) : "refused: " + diagnosis.error().message;
}

TEST(Diagnose, RecognisesThePublishedCases) {
    int tried = 0;
    for (const auto& entry : std::filesystem::directory_iterator(source_path("tests/cases"))) {
        const std::string name = entry.path().filename().string();
        if (!name.starts_with("rule-") && !name.starts_with("seed-") && !name.starts_with("pub-")) continue;
        const auto bytes = io::read_file(entry.path());
        ASSERT_TRUE(bytes);
        const auto read = io::read_case(*bytes, name);
        if (!read || !read->grad_input || !read->grad_output) continue;
        const auto diagnosis = diagnose({.input = read->input,
                                         .grad_output = *read->grad_output,
                                         .geometry = read->geometry,
                                         .grad_input = *read->grad_input});
        ASSERT_TRUE(diagnosis) << name << ": " << diagnosis.error().message;
        EXPECT_TRUE(names(*diagnosis, "", read->rules)) << name << ": " << sentence(*diagnosis);
        ++tried;
    }
    EXPECT_GE(tried, 90);
}

TEST(Diagnose, NamesTheHiddenRule) {
    const auto any = all_rules();
    EXPECT_TRUE(holds(1000, [&] {
        const auto p = draw_problem<double>(every_kind_of_number<double>(), gradients<double>());
        const Rules hidden = any[static_cast<std::size_t>(draw(0, static_cast<std::int64_t>(any.size()) - 1))];
        const Puzzle given{p.input_shape, p.grad_shape, p.geometry, p.input, p.grad_output};
        const auto diagnosis = diagnosed(given, answer(given, hidden));
        RC_ASSERT(diagnosis.ok());
        RC_ASSERT(names(*diagnosis, "", hidden));
        RC_ASSERT(diagnosis->explanations.front().exact);
    }));
}

// Every rule that is named gives this dX, and no other one does.
TEST(Diagnose, NamesExactlyTheRulesThatGiveTheSame) {
    EXPECT_TRUE(holds(200, [&] {
        const auto p = draw_problem<double>({{0, 1, 2}, {1, 2, nan}}, {{1, 2, 3, 4}});
        const auto any = all_rules();
        const Rules hidden = any[static_cast<std::size_t>(draw(0, static_cast<std::int64_t>(any.size()) - 1))];
        const Puzzle given{p.input_shape, p.grad_shape, p.geometry, p.input, p.grad_output};
        const Values dx = answer(given, hidden);
        const auto diagnosis = diagnosed(given, dx);
        RC_ASSERT(diagnosis.ok());
        RC_ASSERT(diagnosis->explanations.size() == 1u);
        for (const Rules& rules : any) RC_ASSERT(names(*diagnosis, "", rules) == (answer(given, rules) == dx));
    }));
}

TEST(Diagnose, SaysItInPlainWords) {
    std::mt19937 random(7);
    const Puzzle p = puzzle({1, 1, 8, 8}, overlapping, random);
    const auto of = [&](TieRule tie, OverlapRule overlap) { return words(p, answer(p, {tie, overlap})); };
    EXPECT_EQ(of(TieRule::First, OverlapRule::Accumulate), "PyTorch's own gradient: nothing to mend");
    EXPECT_EQ(of(TieRule::All, OverlapRule::AssignCell),
              "your code gives every tied cell the full gradient, and overwrites where windows overlap");
    EXPECT_EQ(of(TieRule::Last, OverlapRule::Accumulate),
              "your code sends the gradient to the last maximum of every window (>=)");
    EXPECT_EQ(of(TieRule::First, OverlapRule::AssignCell),
              "your code sends the gradient to the first maximum of every window, as PyTorch does, but overwrites "
              "where windows overlap");
    Values turned = answer(p, {TieRule::Split});
    for (double& value : turned) value = -value;
    EXPECT_EQ(words(p, turned),
              "your code shares the gradient among the tied cells; besides, the sign is turned around");
    EXPECT_EQ(words(p, Values(64, 0)), "your dX is 0 everywhere: no gradient arrives");
}

TEST(Diagnose, SaysWhatThisInputCannotTellApart) {
    EXPECT_EQ(words(no_ties(), answer(no_ties(), {})),
              "right on this input, which tells no tie rules apart: try one with ties; on this input also: any other "
              "tie rule + Accumulate");
    EXPECT_EQ(words(all_ties(), answer(all_ties(), {})),
              "PyTorch's own gradient: nothing to mend; on this input also: First by column + Accumulate; First "
              "or First by column + Assign cell; First or First by column + Assign window");
    Puzzle apart = no_ties();
    apart.geometry.stride = {2, 2};
    apart.dy = {1, 1, 1, 1};
    apart.grad_output = {3};
    EXPECT_EQ(words(apart, answer(apart, {})),
              "right on this input, which tells no tie rules apart: try one with ties; on this input every rule "
              "gives the same");
}

TEST(Diagnose, SaysWhereTheNearestRulesDifferFirst) {
    Values dx = answer(no_ties(), {});
    dx[4] = 8.5;
    EXPECT_EQ(words(no_ties(), dx),
              "no rule gives this dX; nearest is First + Accumulate: window (0, 0) differs first: "
              "dX(1, 1) is 8.5, expected 10");
    dx[0] = 1;
    EXPECT_THAT(words(no_ties(), dx), HasSubstr("expected 10; 1 other cell differs"));
}

// Where no rule gives it, every mistake is tried too.
TEST(Diagnose, StopsAtEveryMomentWhereItIsToldTo) {
    const Puzzle p = no_ties();
    Values dx = answer(p, {});
    dx[4] = 8.5;
    const AnyTensor x = make_tensor(DType::Float64, p.x, p.input),
                    dy = make_tensor(DType::Float64, p.dy, p.grad_output),
                    mine = make_tensor(DType::Float64, p.x, dx);
    const Claim claim{.input = x, .grad_output = dy, .geometry = p.geometry, .grad_input = mine};
    int asked = 0;
    double before = 0;
    ASSERT_TRUE(diagnose(claim, [&](double part) {
        EXPECT_GE(part, before);
        before = part;
        return ++asked > 0;
    }));
    EXPECT_LE(before, 1);
    ASSERT_GT(asked, 10);
    for (int last = 0; last < asked; ++last) {
        int count = 0;
        const auto stopped_at = diagnose(claim, [&](double) { return count++ < last; });
        ASSERT_FALSE(stopped_at) << last;
        EXPECT_EQ(stopped_at.error(), stopped());
        EXPECT_EQ(count, last + 1);
    }
}

TEST(Diagnose, ToleratesRoundingAndNoMore) {
    const Puzzle p = no_ties();
    for (const double error : {1e-12, 1e-3}) {
        Values dx = answer(p, {});
        dx[4] += error;
        const auto diagnosis = diagnosed(p, dx);
        ASSERT_TRUE(diagnosis);
        EXPECT_EQ(diagnosis->explained(), error < 1e-6);
        if (diagnosis->explained()) {
            EXPECT_FALSE(diagnosis->explanations.front().exact);
            EXPECT_NEAR(diagnosis->explanations.front().largest_error, error, 1e-14);
            EXPECT_THAT(sentence(*diagnosis), HasSubstr("within rounding"));
        }
    }
}

TEST(Diagnose, TakesTheToleranceOfTheCoarserType) {
    const Puzzle p = no_ties();
    Values dx = answer(p, {});
    dx[4] += 1e-5;
    EXPECT_FALSE(diagnosed(p, dx)->explained());
    EXPECT_TRUE(diagnosed(p, make_tensor(DType::Float32, p.x, dx))->explained());
    const AnyTensor x = make_tensor(DType::Float64, p.x, p.input),
                    dy = make_tensor(DType::Float64, p.dy, p.grad_output);
    const AnyTensor mine = make_tensor(DType::Float64, p.x, dx);
    EXPECT_TRUE(diagnose({x, dy, p.geometry, mine, 1e-4})->explained());
}

// What cancels in a sum leaves the rounding of its terms.
TEST(Diagnose, ToleratesTheRoundingOfLargeTermsThatCancel) {
    Puzzle p = no_ties();
    p.grad_output = {1e9, -1e9, 0.1, 0};
    Values dx = answer(p, {});
    dx[4] = 0.1;
    const auto diagnosis = diagnosed(p, dx);
    EXPECT_TRUE(diagnosis->explained()) << sentence(*diagnosis);
    EXPECT_TRUE(names(*diagnosis, "", {}));
}

TEST(Diagnose, TakesNanAsAValue) {
    Puzzle p = no_ties();
    p.grad_output[1] = nan;
    EXPECT_TRUE(names(*diagnosed(p, answer(p, {})), "", {}));
    p.grad_output[1] = 2;
    Values dx = answer(p, {});
    dx[0] = nan;
    const auto diagnosis = diagnosed(p, dx);
    ASSERT_FALSE(diagnosis->explained());
    EXPECT_EQ(diagnosis->nearest->largest_error, inf);
    EXPECT_EQ(diagnosis->nearest->cell, (Place{0, 0}));
    EXPECT_THAT(sentence(*diagnosis), HasSubstr("dX(0, 0) is nan, expected 0"));
}

TEST(Diagnose, TellsNanRulesApart) {
    Puzzle p = no_ties();
    p.input = {nan, nan, 3, nan, 1, 6, 7, 8, 5};
    for (const auto& nan_row : nan_rules()) {
        const Rules rules{TieRule::First, OverlapRule::Accumulate, nan_row.rule};
        const auto diagnosis = diagnosed(p, answer(p, rules));
        EXPECT_TRUE(diagnosis->input_has_nan);
        EXPECT_TRUE(names(*diagnosis, "", rules));
    }
    const auto text = words(p, answer(p, {TieRule::First, OverlapRule::Accumulate, NanRule::NoMatch}));
    EXPECT_THAT(text, StartsWith("your code sends the gradient to the first maximum of every window, as PyTorch "
                                 "does, but sends nothing back from "
                                 "a window with NaN"));
}

TEST(Diagnose, RefusesShapesThatDoNotBelongTogether) {
    const Puzzle p = no_ties();
    const std::string formula = "H_out = ⌊(3+0+0-1·(2-1)-1)/1⌋+1 = 2, W_out = ⌊(3+0+0-1·(2-1)-1)/1⌋+1 = 2";
    EXPECT_EQ(
        diagnosed(p, make_tensor(DType::Float64, Shape{1, 1, 2, 2})).error().message,
        "your dX is 1x1x2x2, which is the shape of Y, and X is 1x1x3x3; dX has one cell for each cell of X, and Y "
        "is 1x1x2x2: " +
            formula);
    EXPECT_THAT(diagnosed(p, make_tensor(DType::Float64, Shape{1, 1, 1, 9})).error().message, HasSubstr(formula));
    Puzzle large_dy = p;
    large_dy.dy = {1, 1, 3, 3};
    large_dy.grad_output.assign(9, 1);
    EXPECT_EQ(diagnosed(large_dy, Values(9, 0)).error().message,
              "dY is 1x1x3x3 and Y is 1x1x2x2; dY has more windows than there are: " + formula);
    Puzzle no_window = p;
    no_window.geometry.kernel = {4, 4};
    EXPECT_THAT(diagnosed(no_window, Values(9, 0)).error().message, HasSubstr("there is no output"));
}

TEST(Diagnose, NamesALimitWhereThereIsTooMuch) {
    const AnyTensor large = make_tensor(DType::Float32, Shape{1, 1, 4096, 1025}),
                    one = make_tensor(DType::Float32, {});
    const Geometry global{.kernel = {4096, 1025}};
    EXPECT_THAT(diagnose({large, one, global, large}).error().message, HasSubstr("the limit of a diagnosis is 2^22"));
    const AnyTensor x = make_tensor(DType::Float32, Shape{1, 1, 1000, 1000});
    const AnyTensor dy = make_tensor(DType::Float32, Shape{1, 1, 501, 501});
    const Geometry heavy{.kernel = {500, 500}, .stride = {1, 1}};
    EXPECT_THAT(diagnose({x, dy, heavy, x}).error().message, HasSubstr("the limit of a diagnosis is 1073741824"));
}

// --- The nearest rules, by brute force ---

struct Miss {
    std::int64_t cells = 0;
    double error = 0;
    bool operator<(const Miss& other) const { return std::pair(cells, error) < std::pair(other.cells, other.error); }
    bool operator==(const Miss&) const = default;
};

Miss miss_of(const Values& got, const Values& want) {
    Miss miss;
    for (std::size_t i = 0; i < got.size(); ++i) {
        if (got[i] == want[i]) continue;
        ++miss.cells;
        miss.error = std::max(miss.error, std::abs(got[i] - want[i]));
    }
    return miss;
}

struct FirstDifference {
    std::int64_t plane = -1;
    std::optional<Place> window;
    std::int64_t cell = -1;  // in its plane
};

FirstDifference first_difference(const Puzzle& p, const Rules& rules, const Values& got, const Values& want) {
    const std::int64_t size = p.x.plane_cells();
    FirstDifference first;
    for (std::int64_t i = 0; i < p.x.cells() && first.plane < 0; ++i)
        if (got[static_cast<std::size_t>(i)] != want[static_cast<std::size_t>(i)]) first = {i / size, {}, i % size};
    const Values plane(p.input.begin() + first.plane * size, p.input.begin() + (first.plane + 1) * size);
    const auto differs = [&](std::int64_t cell) {
        const auto at = static_cast<std::size_t>(first.plane * size + cell);
        return got[at] != want[at];
    };
    for (const bool paid : {true, false})
        for (std::int64_t oh = 0; oh < p.dy.h; ++oh)
            for (std::int64_t ow = 0; ow < p.dy.w; ++ow) {
                const auto window = reference::gather(plane, p.x.h, p.x.w, p.geometry, oh, ow);
                std::vector<std::int64_t> cells;
                if (paid) cells = reference::judge(window, rules).receiving;
                else
                    for (const auto& slot : window)
                        if (slot.cell) cells.push_back(*slot.cell);
                std::ranges::sort(cells);
                for (const std::int64_t cell : cells)
                    if (differs(cell)) return {first.plane, Place{oh, ow}, cell};
            }
    return first;
}

TEST(Diagnose, FindsTheNearestRulesAndTheirFirstDifference) {
    int unexplained = 0;
    EXPECT_TRUE(holds(300, [&] {
        const auto drawn = draw_problem<double>({{0, 1, 2}, {1, 2, 3, 4}}, {{1, 2, 3, 4}});
        const Puzzle p{drawn.input_shape, drawn.grad_shape, drawn.geometry, drawn.input, drawn.grad_output};
        const auto any = all_rules();
        Values dx = answer(p, any[static_cast<std::size_t>(draw(0, static_cast<std::int64_t>(any.size()) - 1))]);
        for (std::int64_t spoiled = draw(1, 3); spoiled > 0; --spoiled)
            dx[static_cast<std::size_t>(draw(0, p.x.cells() - 1))] += static_cast<double>(draw(100, 102)) + 0.5;
        const auto diagnosis = diagnosed(p, dx);
        RC_ASSERT(diagnosis.ok());
        if (diagnosis->explained()) return;
        ++unexplained;
        const NearestRules& nearest = *diagnosis->nearest;
        const Values want = answer(p, nearest.rules);
        const Miss miss = miss_of(dx, want);
        RC_ASSERT((miss == Miss{nearest.differing_cells, nearest.largest_error}));
        for (const Rules& rules : any) RC_ASSERT(!(miss_of(dx, answer(p, rules)) < miss));
        const FirstDifference first = first_difference(p, nearest.rules, dx, want);
        RC_ASSERT(nearest.plane == first.plane);
        RC_ASSERT(nearest.window == first.window);
        RC_ASSERT(nearest.cell.h * p.x.w + nearest.cell.w == first.cell);
        const auto at = static_cast<std::size_t>(first.plane * p.x.plane_cells() + first.cell);
        RC_ASSERT(nearest.got == dx[at]);
        RC_ASSERT(nearest.want == want[at]);
    }));
    EXPECT_GT(unexplained, 200);
}

TEST(Diagnose, SaysWhatWasTooLargeToTry) {
    std::mt19937 random(3);
    const Puzzle p = puzzle({1, 1, 20, 20}, {.kernel = {3, 3}, .stride = {1, 1}}, random);
    const AnyTensor x = make_tensor(DType::Float64, p.x, p.input),
                    dy = make_tensor(DType::Float64, p.dy, p.grad_output);
    AnyTensor mine = make_tensor(DType::Float64, p.x);
    set_value(mine, 0, 0, 1, 0.25);
    const auto within = [&](std::int64_t most) {
        return diagnose(
            {.input = x, .grad_output = dy, .geometry = p.geometry, .grad_input = mine, .max_comparisons = most});
    };
    const std::int64_t one_run = 18 * 18 * 9;
    EXPECT_TRUE(within(1000 * one_run)->not_tried.empty());
    const auto hurried = within(6 * one_run);
    ASSERT_FALSE(hurried->explained());
    EXPECT_FALSE(hurried->not_tried.empty());
    EXPECT_THAT(sentence(*hurried), HasSubstr("too large to try whether"));
    EXPECT_FALSE(within(5 * one_run));
}

}  // namespace
}  // namespace poolwalk::test
