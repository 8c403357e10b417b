#include "core/analysis/subgradient.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

#include "core/analysis/one_sided_derivatives.h"
#include "core/pool/ledger/ledger.h"
#include "tests/core/pool/walk_problem.h"

namespace poolwalk::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr double nan = std::numeric_limits<double>::quiet_NaN(), inf = std::numeric_limits<double>::infinity();

AnyTensor grad_input_of(const WalkProblem& p) {
    return std::visit(
        [&]<class T>(const Tensor<T>& input) -> AnyTensor {
            return max_pool_backward<T>(input, std::get<Tensor<T>>(p.grad_output), p.geometry, p.rules).grad_input;
        },
        p.input);
}

AnyTensor grad_input_of(WalkProblem p, TieRule tie, OverlapRule overlap = OverlapRule::Accumulate) {
    p.rules.tie = tie;
    p.rules.overlap = overlap;
    return grad_input_of(p);
}

bool conserves(TieRule tie) { return tie != TieRule::All && tie != TieRule::FirstPerRow; }

// A row of cells under a kernel of 1 x `width`, stride 1.
WalkProblem line(const std::vector<double>& x, std::int64_t width, const std::vector<double>& dy) {
    return {make_tensor(DType::Float64, {1, 1, 1, static_cast<std::int64_t>(x.size())}, x),
            make_tensor(DType::Float64, {1, 1, 1, static_cast<std::int64_t>(dy.size())}, dy),
            {.kernel = {1, width}, .stride = {1, 1}},
            {}};
}

Judgement judged(const WalkProblem& p, const std::vector<double>& grad_input) {
    return judge(p.view(), make_tensor(DType::Float64, shape_of(p.input), grad_input));
}

bool counts_a_nan(const WalkProblem& p) {
    const auto y = std::visit(
        [&]<class T>(const Tensor<T>& x) { return AnyTensor(max_pool_forward<T>(x, p.geometry, p.rules).output); },
        p.input);
    const Shape shape = shape_of(p.grad_output);
    for (std::int64_t plane = 0; plane < shape.planes(); ++plane)
        for (std::int64_t h = 0; h < shape.h; ++h)
            for (std::int64_t w = 0; w < shape.w; ++w)
                if (std::isnan(value_at(y, plane, h, w)) && value_at(p.grad_output, plane, h, w) != 0) return true;
    return false;
}

// --- rules whose answer is known ----------------------------------------------------------------

TEST(Judge, WeightsExistForEveryRuleThatConserves) {
    EXPECT_TRUE(holds(150, [] {
        const DType dtype = draw(0, 1) ? DType::Float32 : DType::Float64;
        WalkProblem p = draw_walk_problem(dtype, draw(0, 1) ? whole_gradients() : rounding_gradients());
        p.rules.nan = nan_rules()[static_cast<std::size_t>(draw(0, 2))].rule;
        RC_LOG() << p << "\n";
        for (const TieRow& tie : tie_rules())
            if (conserves(tie.rule)) {
                const Judgement judgement = judge(p.view(), grad_input_of(p, tie.rule));
                RC_LOG() << tie.text.name << ": " << judgement.sentence << judgement.reason << "\n";
                if (counts_a_nan(p)) RC_ASSERT(judgement.verdict == Verdict::NotSaid);
                else RC_ASSERT(weights_exist(judgement.verdict));
            }
    }));
}

TEST(Judge, MadeGradientHasNoWeights) {
    EXPECT_TRUE(holds(100, [] {
        WalkProblem p =
            draw_walk_problem(draw(0, 1) ? DType::Float32 : DType::Float64, {{1, 2, 3, 4}, {0, 0.1, 0.7}});
        RC_PRE(!counts_a_nan(p));
        for (const TieRule tie : {TieRule::All, TieRule::FirstPerRow}) {
            p.rules.tie = tie;
            RC_LOG() << p << "\n";
            const bool made = BudgetTable(p.view(), p.output()).total().made != 0;
            RC_ASSERT(weights_exist(judge(p.view(), grad_input_of(p)).verdict) == !made);
        }
    }));
}

TEST(Judge, AssigningIsRightExactlyWhenNothingWasLost) {
    EXPECT_TRUE(holds(100, [] {
        WalkProblem p = draw_walk_problem(DType::Float64, {{1, 2, 3, 4}, {0, 0.1, 0.7}});
        RC_PRE(!counts_a_nan(p));
        for (const TieRow& tie : tie_rules())
            for (const OverlapRule overlap : {OverlapRule::AssignCell, OverlapRule::AssignWindow}) {
                if (!conserves(tie.rule)) continue;
                p.rules = {tie.rule, overlap, NanRule::ByTie};
                RC_LOG() << p << "\n";
                const bool lost = BudgetTable(p.view(), p.output()).total().overwritten != 0;
                RC_ASSERT(weights_exist(judge(p.view(), grad_input_of(p)).verdict) == !lost);
            }
    }));
}

// --- agreement with counting out --------------------------------------------------------------

struct Tied {
    double amount;
    std::vector<std::int64_t> cells;
};

std::vector<Tied> tied_windows(const WalkProblem& p) {
    std::vector<Tied> all;
    const auto& x = std::get<Tensor<double>>(p.input);
    const Shape windows = shape_of(p.grad_output);
    for (std::int64_t oh = 0; oh < windows.h; ++oh)
        for (std::int64_t ow = 0; ow < windows.w; ++ow) {
            Tied window{value_at(p.grad_output, 0, oh, ow), {}};
            double most = -inf;
            for_each_cell(p.geometry, x.shape().h, x.shape().w, {oh, ow}, [&](auto, auto, Place at) {
                if (x(0, at.h, at.w) > most) window.cells.clear();
                most = std::max(most, x(0, at.h, at.w));
                if (x(0, at.h, at.w) == most) window.cells.push_back(at.h * x.shape().w + at.w);
            });
            if (!window.cells.empty()) all.push_back(window);
        }
    return all;
}

// Every dX of whole numbers that hands out each window's dY in whole units. A transport problem of
// whole numbers that has a solution has a whole one, so these are all.
void hand_out(const std::vector<Tied>& windows, std::size_t at, std::vector<double>& dx,
              std::set<std::vector<double>>& reached) {
    if (at == windows.size()) {
        reached.insert(dx);
        return;
    }
    const Tied& window = windows[at];
    const double sign = window.amount < 0 ? -1 : 1;
    const auto place = [&](const auto& self, std::size_t cell, double left) -> void {
        const auto i = static_cast<std::size_t>(window.cells[cell]);
        const double before = dx[i];
        const bool last = cell + 1 == window.cells.size();
        for (double part = last ? left : 0; part <= left; ++part) {
            dx[i] = before + sign * part;
            if (last) hand_out(windows, at + 1, dx, reached);
            else self(self, cell + 1, left - part);
        }
        dx[i] = before;
    };
    place(place, 0, std::abs(window.amount));
}

// Moves whole units about, which keeps the sum, and now and then breaks it.
std::vector<double> disturbed(std::vector<double> dx, int moves) {
    const auto any = [&] { return static_cast<std::size_t>(draw(0, static_cast<std::int64_t>(dx.size()) - 1)); };
    for (int i = 0; i < moves; ++i) {
        --dx[any()];
        ++dx[any()];
    }
    if (draw(0, 9) == 0) ++dx[any()];
    return dx;
}

TEST(Judge, AgreesWithHandingOutUnitByUnit) {
    EXPECT_TRUE(holds(150, [] {
        const std::int64_t cells = draw(2, 5), width = draw(2, std::min<std::int64_t>(cells, 3));
        const auto p =
            line(draw_values(cells, std::vector<std::vector<double>>{{0, 1}, {3}, {0, 1, 2}}), width,
                 draw_values(cells - width + 1, std::vector<std::vector<double>>{{1, 2}, {-2, -1, 0, 1, 2}}));
        std::set<std::vector<double>> reached;
        std::vector<double> zeros(static_cast<std::size_t>(cells));
        hand_out(tied_windows(p), 0, zeros, reached);
        const Judge judge(p.view());
        const auto check = [&](const std::vector<double>& dx) {
            RC_LOG() << p << ": " << testing::PrintToString(dx) << "\n";
            const AnyTensor tensor = make_tensor(DType::Float64, shape_of(p.input), dx);
            RC_ASSERT(weights_exist(judge.of(tensor).verdict) == reached.contains(dx));
        };
        for (const auto& dx : reached) check(dx);
        for (int i = 0; i < 30; ++i)
            check(disturbed(values_of(grad_input_of(p, TieRule::First)), static_cast<int>(draw(1, 3))));
    }));
}

// dX is a sum of dY(w) times a simplex over each window's maxima, so it is in reach exactly when for
// every set A of cells dX(A) is at most what the windows can give to A, and all together as much.
// (J. Edmonds, Submodular functions, matroids, and certain polyhedra, 1970.)
bool every_set_is_served(const std::vector<Tied>& windows, const std::vector<double>& dx) {
    const std::size_t all = (std::size_t{1} << dx.size()) - 1;
    for (std::size_t set = 1; set <= all; ++set) {
        double held = 0, most = 0;
        for (std::size_t i = 0; i < dx.size(); ++i)
            if (set >> i & 1) held += dx[i];
        for (const Tied& window : windows) {
            const auto in_set = [set](std::int64_t cell) { return (set >> cell & 1) != 0; };
            const bool gives = window.amount > 0 ? std::ranges::any_of(window.cells, in_set)
                                                 : std::ranges::all_of(window.cells, in_set);
            if (gives) most += window.amount;
        }
        if (set == all ? held != most : held > most) return false;
    }
    return true;
}

TEST(Judge, AgreesWithTheConditionOnEverySetOfCells) {
    int served = 0, refused = 0;
    EXPECT_TRUE(holds(150, [&] {
        const Shape shape{1, 1, draw(1, 3), draw(2, 4)};
        WalkProblem p;
        p.geometry = draw_small_geometry();
        RC_PRE(first_error(validate(shape, p.geometry)).empty());
        p.input = make_tensor(DType::Float64, shape,
                              draw_values(shape.cells(), std::vector<std::vector<double>>{{0, 1}, {5}}));
        p.grad_output =
            make_tensor(DType::Float64, p.output(),
                        draw_values(p.output().cells(), std::vector<std::vector<double>>{{1, 2, 3}, {-2, -1, 1, 3}}));
        const auto windows = tied_windows(p);
        const Judge judge(p.view());
        const auto rule = draw(0, 1) ? TieRule::Last : TieRule::FirstColumnMajor;
        for (int i = 0; i < 10; ++i) {
            const auto dx = disturbed(values_of(grad_input_of(p, rule)), static_cast<int>(draw(1, 2)));
            RC_LOG() << p << ": " << testing::PrintToString(dx) << "\n";
            const bool expected = every_set_is_served(windows, dx);
            ++(expected ? served : refused);
            RC_ASSERT(weights_exist(judge.of(make_tensor(DType::Float64, shape, dx)).verdict) == expected);
        }
    }));
    EXPECT_GT(served, 50);
    EXPECT_GT(refused, 50);
}

TEST(Judge, TakesWhatLiesBetweenTwoGradientsInEitherType) {
    EXPECT_TRUE(holds(100, [] {
        const DType dtype = draw(0, 1) ? DType::Float32 : DType::Float64;
        const WalkProblem p = draw_walk_problem(dtype, {{0.1, 0.7, 1.3}, {1, 2, 3}});
        RC_PRE(!counts_a_nan(p));
        const auto a = values_of(grad_input_of(p, TieRule::First)), b = values_of(grad_input_of(p, TieRule::Split));
        std::vector<double> mixed(a.size());
        for (std::size_t i = 0; i < a.size(); ++i) mixed[i] = a[i] / 3 + b[i] * (1 - 1.0 / 3);
        RC_LOG() << p << "\n";
        RC_ASSERT(weights_exist(judge(p.view(), make_tensor(dtype, shape_of(p.input), mixed)).verdict));
    }));
}

// --- what is said -------------------------------------------------------------------------------

TEST(Judge, WithoutTiesThereIsOneGradient) {
    const WalkProblem p = overlap_example();
    const Judgement right = judge(p.view(), grad_input_of(p));
    EXPECT_EQ(right.verdict, Verdict::Gradient);
    EXPECT_EQ(right.reason, "");
    AnyTensor wrong = grad_input_of(p);
    set_value(wrong, 0, 2, 2, 6);
    const Judgement judgement = judge(p.view(), wrong);
    EXPECT_EQ(judgement.verdict, Verdict::NotAGradient);
    EXPECT_THAT(judgement.cells, ElementsAre(Place{2, 2}));
    EXPECT_EQ(judgement.reason, "Windows that have X(2,2) as their only maximum give it 9, but dX(2,2) is 6.");
}

TEST(Judge, NamesACellThatWinsNothing) {
    const WalkProblem p = line({1, 2, 3, 0}, 2, {1, 1, 1});
    const Judgement judgement = judged(p, {1, 1, 2, 0});
    EXPECT_EQ(judgement.verdict, Verdict::NotAGradient);
    EXPECT_EQ(judgement.reason, "X(0,0) is the maximum of no window with a dY other than 0, yet dX(0,0) is 1.");
    EXPECT_EQ(judged(p, {0, 1, nan, 0}).reason, "dX(0,2) is nan.");
    EXPECT_EQ(judged(p, {0, 1, inf, 0}).verdict, Verdict::NotAGradient);
}

TEST(Judge, SaysWhichTiedCellsHoldTooMuch) {
    const WalkProblem p = ties_example();
    const Judgement judgement = judge(p.view(), grad_input_of(p, TieRule::All));
    EXPECT_EQ(judgement.reason,
              "Windows tie over X(0,1), X(0,2), X(1,0), X(1,2) and 1 more cells; with all others they give these "
              "cells 16, but dX holds 28 there.");
    EXPECT_EQ(judgement.cells.size(), 5u);
}

TEST(Judge, ARightSumInTheWrongPlaceIsSaid) {
    // Windows {0,1} and {1,2} tie; cell 0 can have at most the first window's 1.
    const Judgement judgement = judged(line({5, 5, 5}, 2, {1, 2}), {2, 0, 1});
    EXPECT_EQ(judgement.verdict, Verdict::NotAGradient);
    EXPECT_THAT(judgement.reason, HasSubstr("dX has the right sum there, 3, but no weights place it so"));
    EXPECT_EQ(judged(line({5, 5, 5}, 2, {1, 2}), {0.5, 1, 1.5}).verdict, Verdict::Subgradient);
}

TEST(Judge, WithMixedSignsItSaysNoMoreThanIsTrue) {
    const WalkProblem mixed = line({5, 5, 5}, 2, {1, -1});
    const Judgement exists = judged(mixed, {1, -1, 0});
    EXPECT_EQ(exists.verdict, Verdict::WeightsExist);
    EXPECT_THAT(exists.sentence, HasSubstr("necessary for a Clarke gradient, not sufficient"));
    EXPECT_EQ(judged(mixed, {1, 0, -1}).verdict, Verdict::WeightsExist);
    EXPECT_EQ(judged(mixed, {2, -1, -1}).verdict, Verdict::NotAGradient);
    // The tied windows share no cell: each is a maximum by itself, or the negative of one.
    EXPECT_EQ(judged(line({5, 5, 0, 7, 7}, 2, {1, 0, 0, -1}), {0.5, 0.5, 0, 0, -1}).verdict, Verdict::ClarkeGradient);
    EXPECT_EQ(judged(line({5, 5, 5}, 2, {-1, -2}), {-1, 0, -2}).verdict, Verdict::ClarkeGradient);
    // A window that does not tie has one gradient whatever its sign.
    EXPECT_EQ(judged(line({5, 5, 9}, 2, {1, -1}), {0, 1, -1}).verdict, Verdict::ClarkeGradient);
}

TEST(Judge, PaddingAndMissingWindowsAskNothing) {
    WalkProblem p{make_tensor(DType::Float64, {1, 1, 1, 1}, {3}),
                  make_tensor(DType::Float64, {1, 1, 1, 3}, {5, 1, 7}),
                  {.kernel = {1, 1}, .stride = {1, 1}, .pads = {0, 1, 0, 1}},
                  {}};
    EXPECT_EQ(judged(p, {1}).verdict, Verdict::Gradient);
    EXPECT_EQ(judged(p, {6}).verdict, Verdict::NotAGradient);
    const WalkProblem partial = line({5, 5, 5}, 2, {1});
    EXPECT_EQ(judged(partial, {0, 1, 0}).verdict, Verdict::Subgradient);
    EXPECT_EQ(judged(partial, {0, 0, 1}).verdict, Verdict::NotAGradient);
}

TEST(Judge, NothingIsSaidOfNaN) {
    for (const NanRow& rule : nan_rules()) {
        WalkProblem p = line({1, nan, 5, 5}, 2, {1, 1, 1});
        p.rules.nan = rule.rule;
        const Judgement judgement = judged(p, {0, 2, 1, 0});
        EXPECT_EQ(judgement.verdict, Verdict::NotSaid);
        EXPECT_THAT(judgement.cells, ElementsAre(Place{0, 1}));
    }
    EXPECT_EQ(judged(line({1, nan, 5, 5}, 2, {0, 0, 1}), {0, 0, 1, 0}).verdict, Verdict::Subgradient);
    EXPECT_EQ(judged(line({1, 2}, 2, {nan}), {0, 1}).verdict, Verdict::NotSaid);
    EXPECT_EQ(judged(line({1, 2}, 2, {inf}), {0, inf}).verdict, Verdict::NotSaid);
}

TEST(Judge, InfinitiesHaveTheirPlaceInTheOrder) {
    EXPECT_EQ(judged(line({-inf, -inf, inf}, 2, {1, 1}), {0, 1, 1}).verdict, Verdict::Subgradient);
    EXPECT_EQ(judged(line({-inf, -inf, inf}, 2, {1, 1}), {0, 2, 0}).verdict, Verdict::NotAGradient);
}

TEST(Judge, SpeaksUpToHalfOfTheLargestNumber) {
    const double half = std::numeric_limits<double>::max() / 2, more = std::nextafter(half, inf);
    EXPECT_EQ(judged(line({5, 5}, 2, {half}), {half, 0}).verdict, Verdict::Subgradient);
    EXPECT_EQ(judged(line({5, 5}, 2, {more}), {more, 0}).verdict, Verdict::NotSaid);
}

TEST(Judge, LeavesWhatIsTooLargeToSolveUnsaid) {
    const WalkProblem p = line({5, 5, 5, 5}, 2, {1, 2, 3});
    const Judge judge(p.view(), 5);
    EXPECT_EQ(judge.of(make_tensor(DType::Float64, {1, 1, 1, 4}, {1, 2, 3, 0})).verdict, Verdict::NotSaid);
    EXPECT_EQ(judge.of(make_tensor(DType::Float64, {1, 1, 1, 4}, {2, 1, 3, 0})).verdict, Verdict::NotSaid);
    EXPECT_EQ(judge.of(make_tensor(DType::Float64, {1, 1, 1, 4}, {1, 2, 3, 4})).verdict, Verdict::NotAGradient);
}

TEST(Judge, SolvesAPlaneOfZeros) {
    WalkProblem p{make_tensor(DType::Float32, {1, 1, 96, 96}, 0.0), {}, {.kernel = {3, 3}, .stride = {1, 1}}, {}};
    p.grad_output = make_tensor(DType::Float32, p.output(), 0.3);
    const Judge judge(p.view());
    EXPECT_EQ(judge.of(grad_input_of(p, TieRule::Split)).verdict, Verdict::Subgradient);
    AnyTensor moved = grad_input_of(p, TieRule::First);
    set_value(moved, 0, 0, 0, 0);
    set_value(moved, 0, 93, 93, 0.6);
    EXPECT_EQ(judge.of(moved).verdict, Verdict::Subgradient);  // each window on the way hands on to the next
    // The last cell is in one window only. What it has too much is within the rounding of the whole sum.
    moved = grad_input_of(p, TieRule::Last);
    set_value(moved, 0, 95, 95, 0.3 + 1e-4);
    set_value(moved, 0, 2, 2, 0.3 - 1e-4);
    EXPECT_EQ(judge.of(moved).verdict, Verdict::NotAGradient);
}

// --- one-sided derivatives ----------------------------------------------------------------------

TEST(OneSided, OfTheDrawing) {
    const WalkProblem p = ties_example();
    const auto sides = [&](Place cell) { return one_sided(p.view(), p.output(), 0, cell); };
    const std::map<Place, std::pair<double, double>> expected{{{0, 1}, {0, 3}},  {{0, 2}, {0, 4}}, {{1, 0}, {0, 3}},
                                                              {{1, 2}, {2, 10}}, {{2, 1}, {3, 8}}, {{2, 2}, {1, 1}}};
    for (const auto& [cell, range] : expected) {
        EXPECT_EQ(sides(cell).left, range.first) << cell.h << "," << cell.w;
        EXPECT_EQ(sides(cell).right, range.second) << cell.h << "," << cell.w;
    }
    EXPECT_EQ(sides({0, 0}), OneSided{});
    // Each cell alone lies in its range, yet this is no gradient.
    const AnyTensor all = grad_input_of(p, TieRule::All);
    for (const auto& [cell, range] : expected)
        EXPECT_TRUE(within_reach(sides(cell), value_at(all, 0, cell.h, cell.w), DType::Float64));
    EXPECT_FALSE(within_reach(sides({2, 1}), 8.1, DType::Float64));
    EXPECT_FALSE(within_reach(sides({2, 1}), 2.9, DType::Float64));
    EXPECT_FALSE(within_reach(sides({2, 1}), nan, DType::Float64));
}

TEST(OneSided, WithMixedSignsReachIsWider) {
    // Windows {0,1} and {1,2}: nudged up, cell 1 takes both along, and they cancel.
    const WalkProblem p = line({5, 5, 5}, 2, {1, -1});
    const OneSided sides = one_sided(p.view(), p.output(), 0, {0, 1});
    EXPECT_EQ(sides, (OneSided{0, 0, -1, 1, 2}));
    EXPECT_TRUE(within_reach(sides, -1, DType::Float64));
    // A negative window makes right less than left.
    const OneSided swapped = one_sided(p.view(), p.output(), 0, {0, 2});
    EXPECT_EQ(swapped.left, 0);
    EXPECT_EQ(swapped.right, -1);
}

TEST(OneSided, AGradientBelowOneCountsOnItsSideToo) {
    const WalkProblem p = line({5, 5, 5}, 2, {0.5, -0.5});
    EXPECT_EQ(one_sided(p.view(), p.output(), 0, {0, 1}), (OneSided{0, 0, -0.5, 0.5, 1}));
}

bool same(const OneSided& a, const OneSided& b) {
    return a == b || (std::isnan(a.left) && std::isnan(b.left) && std::isnan(a.right) && std::isnan(b.right));
}

TEST(OneSided, OneByOneAndPlaneByPlaneAreTheSame) {
    EXPECT_TRUE(holds(100, [] {
        const WalkProblem p = draw_walk_problem(DType::Float64, whole_gradients());
        RC_LOG() << p << "\n";
        const Shape shape = shape_of(p.input);
        const AnyTensor split = grad_input_of(p, TieRule::Split);
        for (std::int64_t plane = 0; plane < shape.planes(); ++plane) {
            const auto all = one_sided_of_plane(p.view(), plane);
            for (std::int64_t i = 0; i < shape.plane_cells(); ++i) {
                const Place cell{i / shape.w, i % shape.w};
                const OneSided& sides = all[static_cast<std::size_t>(i)];
                RC_ASSERT(same(sides, one_sided(p.view(), p.output(), plane, cell)));
                if (std::isnan(sides.left)) continue;
                const double dx = value_at(split, plane, cell.h, cell.w);
                RC_ASSERT(within_reach(sides, dx, DType::Float64));
            }
        }
    }));
}

}  // namespace
}  // namespace poolwalk::test
