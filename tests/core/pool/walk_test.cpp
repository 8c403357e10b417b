#include "core/pool/walk.h"

#include <gtest/gtest.h>

#include "core/pool/ledger/ledger.h"
#include "tests/core/pool/replay.h"
#include "tests/core/pool/walk_problem.h"

namespace poolwalk::test {
namespace {

bool same(const Contribution& a, const Contribution& b) {
    return a.cell == b.cell && same_bits(a.amount, b.amount) && same_bits(a.before, b.before) &&
           same_bits(a.after, b.after);
}

bool same(const std::vector<Contribution>& a, const std::vector<Contribution>& b) {
    return std::ranges::equal(a, b, [](const Contribution& x, const Contribution& y) { return same(x, y); });
}

template <class T>
void check_step(const WalkPlan& plan, const Step& step, const typename Replay<T>::Done& done) {
    RC_ASSERT(step.place == done.place);
    RC_ASSERT(same(step.contributions, done.contributions));
    RC_ASSERT(step.overwritten == done.overwritten);
    if (plan.by == StepBy::Comparison) RC_ASSERT(step.event == done.event);
    if (done.place.phase == Phase::Backward) RC_ASSERT(step.grad_output.has_value() == done.visited);
    // Among tied zeros the running maximum may bear either sign until the tie rule has chosen.
    if (done.visited) RC_ASSERT(step.output == done.output || same_bits(step.output, done.output));
    if (done.place.phase == Phase::Forward) RC_ASSERT(step.best == done.best);
}

template <class T>
void check_state(const WalkProblem& problem, const WalkPlan& plan, std::int64_t done,
                 const typename Replay<T>::State& state) {
    const Shape& shape = shape_of(problem.input);
    for (std::int64_t p = 0; p < shape.planes(); ++p) {
        RC_ASSERT(windows_done(plan, Phase::Forward, p, done) == state.outputs[static_cast<std::size_t>(p)]);
        auto expected = state.grad_input[static_cast<std::size_t>(p)].begin();
        for (std::int64_t h = 0; h < shape.h; ++h)
            for (std::int64_t w = 0; w < shape.w; ++w)
                RC_ASSERT(same_bits(grad_input_after(problem.view(), plan, done, p, {h, w}), *expected++));
    }
}

template <class T>
void check_walk(const WalkProblem& problem, StepBy by) {
    const WalkPlan plan = problem.plan(by);
    const Replay<T> replay(problem.view(), plan.output, by);
    const auto count = static_cast<std::int64_t>(replay.steps().size());
    RC_ASSERT(step_count(plan) == count);
    for (std::int64_t i = 0; i <= count; ++i) {
        check_state<T>(problem, plan, i, replay.states()[static_cast<std::size_t>(i)]);
        if (i == count) break;
        check_step<T>(plan, step_at(problem.view(), plan, i), replay.steps()[static_cast<std::size_t>(i)]);
        RC_ASSERT(index_of(plan, place_of(plan, i)) == i);
    }
}

template <class T>
void check_random_walks(DType dtype, int times) {
    EXPECT_TRUE(holds(times, [dtype] {
        WalkProblem problem = draw_walk_problem(dtype, rounding_gradients());
        problem.rules.nan = nan_rules()[static_cast<std::size_t>(draw(0, 2))].rule;
        const StepBy by = draw(0, 2) == 0 ? StepBy::Window : StepBy::Comparison;
        for (const TieRow& tie : tie_rules())
            for (const OverlapRow& overlap : overlap_rules()) {
                problem.rules.tie = tie.rule;
                problem.rules.overlap = overlap.rule;
                RC_LOG() << problem << (by == StepBy::Window ? " by window\n" : " by comparison\n");
                check_walk<T>(problem, by);
            }
    }));
}

TEST(Walk, AgreesWithTheLoopsExecutedSlotBySlot) { check_random_walks<double>(DType::Float64, 60); }

TEST(Walk, AgreesWithTheLoopsInFloat32) { check_random_walks<float>(DType::Float32, 30); }

TEST(Walk, CountsItsSteps) {
    const WalkPlan plan{{2, 3, 4, 5}, {2, 3}, StepBy::Comparison};
    EXPECT_EQ(steps_per_window(plan), 6);
    EXPECT_EQ(step_count(plan), 2 * 120 * 6);
    WalkPlan forward = plan;
    forward.forward_only = true;
    EXPECT_EQ(step_count(forward), 120 * 6);
    EXPECT_EQ(place_of(plan, 0), (StepPlace{Phase::Forward, 0, {0, 0}, 0}));
    EXPECT_EQ(place_of(plan, 6), (StepPlace{Phase::Forward, 0, {0, 1}, 0}));
    EXPECT_EQ(place_of(plan, 120 * 6 + 20 * 6 + 5), (StepPlace{Phase::Backward, 1, {0, 0}, 5}));
    EXPECT_EQ(place_of(plan, step_count(plan) - 1), (StepPlace{Phase::Backward, 5, {3, 4}, 5}));
    EXPECT_EQ(windows_done(plan, Phase::Forward, 1, 21 * 6 - 1), 0);
    EXPECT_EQ(windows_done(plan, Phase::Forward, 1, 21 * 6), 1);
    EXPECT_EQ(windows_done(plan, Phase::Backward, 0, 120 * 6), 0);
    EXPECT_EQ(windows_done(plan, Phase::Backward, 5, step_count(plan)), 20);
}

TEST(Walk, ForwardOnlyLeavesNoGradient) {
    const WalkProblem problem = overlap_example();
    WalkPlan plan = problem.plan(StepBy::Comparison);
    plan.forward_only = true;
    for (const std::int64_t done : {std::int64_t{0}, step_count(plan) - 1, step_count(plan)})
        EXPECT_EQ(grad_input_after(problem.view(), plan, done, 0, {2, 2}), 0);
}

TEST(Walk, TheOverlapExampleAfterFourteenSteps) {
    const WalkProblem problem = overlap_example();
    const WalkPlan plan = problem.plan(StepBy::Window);
    const Step step = step_at(problem.view(), plan, 13);
    EXPECT_EQ(step.place, (StepPlace{Phase::Backward, 0, {1, 1}, 0}));
    ASSERT_EQ(step.contributions.size(), 1u);
    EXPECT_EQ(step.contributions[0], (Contribution{{2, 2}, 4, 0, 4}));
    EXPECT_EQ(step.output, 9);
    EXPECT_EQ(step.grad_output, 4);
    const double rows[4][4] = {{0, 0, 0, 0}, {0, 3, 1, 0}, {0, 3, 4, 0}, {0, 0, 0, 0}};
    for (std::int64_t h = 0; h < 4; ++h)
        for (std::int64_t w = 0; w < 4; ++w)
            EXPECT_EQ(grad_input_after(problem.view(), plan, 14, 0, {h, w}), rows[h][w]);
}

TEST(Walk, ANaNThatMatchesNothingStillIsTheMaximum) {
    WalkProblem problem = overlap_example();
    set_value(problem.input, 0, 0, 1, std::numeric_limits<double>::quiet_NaN());
    problem.rules.nan = NanRule::NoMatch;
    const WalkPlan plan = problem.plan(StepBy::Comparison);
    EXPECT_EQ(step_at(problem.view(), plan, 1).event, SlotEvent::Kept);
    EXPECT_EQ(step_at(problem.view(), plan, 1).best, (Place{0, 1}));
    EXPECT_EQ(step_at(problem.view(), plan, 3).best, (Place{0, 1}));
    EXPECT_TRUE(step_at(problem.view(), plan, 9 * 4 + 3).receivers.empty());
}

// A wide kernel over nothing but ties is where looking at a window once for each cell would be felt.
TEST(Walk, StepsThroughWideTiedWindows) {
    const WalkProblem problem{make_tensor(DType::Float32, {1, 1, 64, 64}, 1.0),
                              make_tensor(DType::Float32, {1, 1, 49, 49}, 1.0),
                              {.kernel = {16, 16}, .stride = {1, 1}},
                              {TieRule::All, OverlapRule::Accumulate, NanRule::LastNan}};
    const WalkPlan plan = problem.plan(StepBy::Window);
    const Step step = step_at(problem.view(), plan, 49 * 49 + 24 * 49 + 24);
    ASSERT_EQ(step.contributions.size(), 256u);
    EXPECT_EQ(step.contributions.front(), (Contribution{{24, 24}, 1, 255, 256}));
    EXPECT_EQ(step.contributions.back(), (Contribution{{39, 39}, 1, 0, 1}));
}

}  // namespace
}  // namespace poolwalk::test
