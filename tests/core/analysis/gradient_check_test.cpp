#include "core/analysis/gradient_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/analysis/one_sided_derivatives.h"
#include "core/analysis/subgradient.h"
#include "tests/core/pool/walk_problem.h"

namespace poolwalk::test {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::vector<std::vector<double>>& tied_values() {
    static const std::vector<std::vector<double>> palettes{
        {0, 1, 2}, {5}, {1, 2, 3, 4, 5, 6, 7, 8}, {-3, -2, -0.0, 0}};
    return palettes;
}

WalkProblem draw_finite_problem() {
    WalkProblem p = draw_walk_problem(DType::Float64, whole_gradients());
    p.input = make_tensor(DType::Float64, shape_of(p.input), draw_values(shape_of(p.input).cells(), tied_values()));
    return p;
}

AnyTensor grad_input_of(const WalkProblem& p) {
    return max_pool_backward<double>(std::get<Tensor<double>>(p.input), std::get<Tensor<double>>(p.grad_output),
                                     p.geometry, p.rules)
        .grad_input;
}

// Calls check(plane, cell) for each cell of X.
template <class Check>
void for_each_place(const WalkProblem& p, Check&& check) {
    const Shape shape = shape_of(p.input);
    for (std::int64_t plane = 0; plane < shape.planes(); ++plane)
        for (std::int64_t h = 0; h < shape.h; ++h)
            for (std::int64_t w = 0; w < shape.w; ++w) check(plane, Place{h, w});
}

// sum(dY * Y) by its definition, windows without a cell left out.
double whole_loss(const WalkProblem& p) {
    const auto forward = max_pool_forward<double>(std::get<Tensor<double>>(p.input), p.geometry, p.rules);
    const Shape shape = shape_of(p.grad_output);
    double loss = 0;
    for (std::int64_t plane = 0; plane < shape.planes(); ++plane)
        for (std::int64_t h = 0; h < shape.h; ++h)
            for (std::int64_t w = 0; w < shape.w; ++w)
                if (forward.argmax(plane, h, w) >= 0)
                    loss += value_at(p.grad_output, plane, h, w) * forward.output(plane, h, w);
    return loss;
}

TEST(Loss, AlongANudgeIsTheLossOfTheNudgedInput) {
    EXPECT_TRUE(holds(60, [] {
        const WalkProblem p = draw_finite_problem();
        RC_LOG() << p << "\n";
        RC_ASSERT(loss_of(p.view(), DType::Float64) == whole_loss(p));
        for_each_place(p, [&](std::int64_t plane, Place cell) {
            const LossLine line(p.view(), {plane, cell});
            for (const double t : {-2.5, -1.0, 0.0, 0.25, 3.0}) {
                WalkProblem nudged = p;
                set_value(nudged.input, plane, cell.h, cell.w, value_at(p.input, plane, cell.h, cell.w) + t);
                RC_ASSERT(line.at(t) == whole_loss(nudged));
            }
        });
    }));
}

TEST(Differences, AreTheOneSidedDerivativesForASmallStep) {
    EXPECT_TRUE(holds(60, [] {
        const WalkProblem p = draw_finite_problem();
        RC_LOG() << p << "\n";
        const Tensor<double> central = central_differences(p.view(), 0.25, DType::Float64);
        for_each_place(p, [&](std::int64_t plane, Place cell) {
            const OneSided sides = one_sided(p.view(), p.output(), plane, cell);
            const Differences measured = differences(LossLine(p.view(), {plane, cell}), 0.25);
            RC_ASSERT(measured.left == sides.left);
            RC_ASSERT(measured.right == sides.right);
            RC_ASSERT(measured.central == (sides.left + sides.right) / 2);
            RC_ASSERT(central(plane, cell.h, cell.w) == measured.central);
        });
    }));
}

TEST(CentralDifferences, AreDXWhereNothingTies) {
    EXPECT_TRUE(holds(60, [] {
        WalkProblem p = draw_finite_problem();
        std::vector<double> distinct(static_cast<std::size_t>(shape_of(p.input).cells()));
        for (std::size_t i = 0; i < distinct.size(); ++i) distinct[i] = static_cast<double>(i * 7919 % 257);
        p.input = make_tensor(DType::Float64, shape_of(p.input), distinct);
        RC_LOG() << p << "\n";
        RC_ASSERT(judge(p.view(), grad_input_of(p)).verdict == Verdict::Gradient);
        // The smallest gap is 1.
        for (const double h : {0.4921875, 0.125}) {
            const AnyTensor central = central_differences(p.view(), h, DType::Float64);
            RC_ASSERT(relative_error(central, grad_input_of(p)) < 1e-12);
        }
        const AnyTensor single = central_differences(p.view(), 0.125, DType::Float32);
        RC_ASSERT(relative_error(single, grad_input_of(p)) < 1e-6);
    }));
}

TEST(Differences, OfTheDrawing) {
    const WalkProblem p = ties_example();
    const Differences d = differences(LossLine(p.view(), {0, {1, 2}}), 1e-5);
    EXPECT_NEAR(d.left, 2, 1e-9);
    EXPECT_NEAR(d.right, 10, 1e-9);
    EXPECT_NEAR(d.central, 6, 1e-9);
}

TEST(Differences, TooSmallAStepIsLostInFloat32) {
    const WalkProblem p = ties_example();
    const Nudge single{0, {1, 2}, DType::Float32}, twice{0, {1, 2}, DType::Float64};
    EXPECT_EQ(differences(LossLine(p.view(), single), 1e-8).central, 0);  // 7 + 1e-8 is 7
    EXPECT_NEAR(differences(LossLine(p.view(), twice), 1e-8).central, 6, 1e-5);
    EXPECT_NEAR(differences(LossLine(p.view(), single), 1e-2).central, 6, 0.01);
    EXPECT_GT(std::abs(differences(LossLine(p.view(), single), 1e-6).central - 6), 0.1);
    EXPECT_EQ(central_differences(p.view(), 1e-8, DType::Float32)(0, 1, 2), 0);
}

TEST(Curve, RunsFromEndToEnd) {
    const WalkProblem p = ties_example();
    const LossLine line(p.view(), {0, {1, 2}});
    const auto samples = curve(line, -1, 0.7, 18);
    ASSERT_EQ(samples.size(), 18u);
    EXPECT_EQ(samples.front().t, -1);
    EXPECT_EQ(samples.back().t, 0.7);
    EXPECT_NEAR(samples[10].t, 0, 1e-15);
    for (const Sample& sample : samples) EXPECT_EQ(sample.loss, line.at(sample.t));
    EXPECT_EQ(curve(line, 2, 3, 2).size(), 2u);
}

TEST(Loss, LeavesOutWhatDoesNotDependOnX) {
    constexpr double inf = std::numeric_limits<double>::infinity(), nan = std::numeric_limits<double>::quiet_NaN();
    const WalkProblem padded{make_tensor(DType::Float64, {1, 1, 1, 1}, {3}),
                             make_tensor(DType::Float64, {1, 1, 1, 3}, {5, 2, 7}),
                             {.kernel = {1, 1}, .stride = {1, 1}, .pads = {0, 1, 0, 1}},
                             {}};
    EXPECT_EQ(loss_of(padded.view(), DType::Float64), 6);
    EXPECT_EQ(differences(LossLine(padded.view(), {}), 0.5).central, 2);
    const WalkProblem infinite{make_tensor(DType::Float64, {1, 1, 1, 3}, {inf, 1, 2}),
                               make_tensor(DType::Float64, {1, 1, 1, 2}, {0, 1}),
                               {.kernel = {1, 2}, .stride = {1, 1}},
                               {}};
    EXPECT_EQ(differences(LossLine(infinite.view(), {0, {0, 2}}), 0.5).central, 1);
    WalkProblem counted = infinite;
    set_value(counted.grad_output, 0, 0, 0, 1);
    EXPECT_TRUE(std::isnan(differences(LossLine(counted.view(), {0, {0, 0}}), 0.5).central));
    set_value(counted.input, 0, 0, 0, nan);
    EXPECT_TRUE(std::isnan(differences(LossLine(counted.view(), {0, {0, 1}}), 0.5).right));
}

TEST(RelativeError, IsThatOfTheNotebooks) {
    const auto row = [](std::vector<double> values) { return make_tensor(DType::Float64, {1, 1, 1, 2}, values); };
    EXPECT_EQ(relative_error(row({0, 0}), row({0, -0.0})), 0);
    EXPECT_EQ(relative_error(row({3, 4}), row({3, 4})), 0);
    EXPECT_EQ(relative_error(row({3, 4}), row({0, 0})), 1);
    EXPECT_DOUBLE_EQ(relative_error(row({3, 4}), row({6, 8})), 5.0 / 15);
    EXPECT_EQ(relative_error(row({1e200, 0}), row({-1e200, 0})), 1);
    EXPECT_TRUE(std::isnan(relative_error(row({1, std::numeric_limits<double>::quiet_NaN()}), row({0, 0}))));
    EXPECT_EQ(relative_error(row({0.5, 2}), converted(row({0.5, 2}), DType::Float32)), 0);
}

// The published notebook: windows side by side, an equality mask assigned, h = 1e-5, no ties.
TEST(TwoChecks, TheNotebooksPrintsZerosWhateverDXHolds) {
    WalkProblem p = overlap_example();
    p.geometry.stride = {2, 2};
    p.grad_output = make_tensor(DType::Float64, {1, 1, 2, 2}, {0.3, -1, 2, 5});
    p.rules = {TieRule::All, OverlapRule::AssignWindow, NanRule::NoMatch};
    AnyTensor wrong = grad_input_of(p);
    set_value(wrong, 0, 0, 0, 40);
    for (const AnyTensor& dx : {grad_input_of(p), wrong}) {
        const TwoChecks checks = two_checks(p.view(), dx, 1e-5);
        for (const double value : checks.of_grad_sum.data()) EXPECT_EQ(value, 0);
        EXPECT_EQ(checks.grad_sum_error, 1);
        EXPECT_THAT(checks.sentence, HasSubstr("compares dX with nothing. The relative error is then 1"));
    }
    EXPECT_LT(two_checks(p.view(), grad_input_of(p), 1e-5).loss_error, 1e-9);
    EXPECT_GT(two_checks(p.view(), wrong, 1e-5).loss_error, 0.5);
}

TEST(TwoChecks, AtTiesItMeasuresWhatWasMade) {
    WalkProblem p = ties_example();
    p.rules.tie = TieRule::All;
    const TwoChecks checks = two_checks(p.view(), grad_input_of(p), 0.25);
    EXPECT_THAT(checks.sentence, HasSubstr("how much gradient was made or lost"));
    p.rules.tie = TieRule::First;
    const TwoChecks first = two_checks(p.view(), grad_input_of(p), 0.25);
    for (const double value : first.of_grad_sum.data()) EXPECT_EQ(value, 0);
    EXPECT_THAT(first.sentence, Not(HasSubstr("made or lost")));
}

TEST(DifferencesOfGradSum, AreThoseOfTheWholeBackwardPass) {
    EXPECT_TRUE(holds(40, [] {
        WalkProblem p = draw_finite_problem();
        p.rules = {tie_rules()[static_cast<std::size_t>(draw(0, 5))].rule,
                   overlap_rules()[static_cast<std::size_t>(draw(0, 2))].rule, NanRule::ByTie};
        RC_LOG() << p << "\n";
        const double h = draw(0, 1) ? 0.25 : 1;
        const Tensor<double> measured = differences_of_grad_sum(p.view(), h);
        const auto grad_sum = [&](std::int64_t plane, Place cell, double t) {
            WalkProblem nudged = p;
            set_value(nudged.input, plane, cell.h, cell.w, value_at(p.input, plane, cell.h, cell.w) + t);
            double sum = 0;
            for (const double value : values_of(grad_input_of(nudged))) sum += value;
            return sum;
        };
        for_each_place(p, [&](std::int64_t plane, Place cell) {
            const double expected = (grad_sum(plane, cell, h) - grad_sum(plane, cell, -h)) / (2 * h);
            RC_ASSERT(std::abs(measured(plane, cell.h, cell.w) - expected) < 1e-9);
        });
    }));
}

}  // namespace
}  // namespace poolwalk::test
