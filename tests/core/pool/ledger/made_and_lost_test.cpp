#include "core/pool/ledger/made_and_lost.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>
#include <random>

#include "tests/core/pool/walk_problem.h"

namespace poolwalk::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// X = [[7, 7, 1]], two windows of 1 x 2 that overlap in the middle.
WalkProblem row_of_three(const Rules& rules) {
    return {make_tensor(DType::Float64, {1, 1, 1, 3}, {7, 7, 1}),
            make_tensor(DType::Float64, {1, 1, 1, 2}, {2, 3}),
            {.kernel = {1, 2}, .stride = {1, 1}},
            rules};
}

MadeAndLost of(const WalkProblem& problem, std::int64_t plane = 0) {
    return made_and_lost(problem.view(), output_shape(shape_of(problem.input), problem.geometry), plane);
}

TEST(MadeAndLost, NamesTheWindowWhoseTiesAllReceive) {
    const MadeAndLost found = of(row_of_three({TieRule::All, OverlapRule::Accumulate, {}}));
    EXPECT_THAT(found.made, ElementsAre(AmountAt{{0, 0}, 2}));
    EXPECT_THAT(found.lost, IsEmpty());
}

TEST(MadeAndLost, NamesTheCellThatIsOverwritten) {
    const MadeAndLost found = of(row_of_three({TieRule::Last, OverlapRule::AssignCell, {}}));
    EXPECT_THAT(found.made, IsEmpty());
    EXPECT_THAT(found.lost, ElementsAre(AmountAt{{0, 1}, 2}));
}

TEST(MadeAndLost, ASharedGradientIsNotMade) {
    EXPECT_THAT(of(row_of_three({TieRule::Split, OverlapRule::Accumulate, {}})).made, IsEmpty());
}

RC_GTEST_PROP(MadeAndLost, AddsUpToTheBudget, ()) {
    const std::uint64_t seed = *rc::gen::arbitrary<std::uint32_t>();
    std::mt19937_64 random(seed);
    const Shape shape{1, 2, 2 + static_cast<std::int64_t>(random() % 4), 2 + static_cast<std::int64_t>(random() % 4)};
    const Geometry geometry{.kernel = {2, 2}, .stride = {1 + static_cast<std::int64_t>(random() % 2), 1}};
    const Rules rules{
        tie_rules()[random() % tie_rules().size()].rule, overlap_rules()[random() % overlap_rules().size()].rule, {}};
    const Shape output = output_shape(shape, geometry);
    const auto whole = [&](const Shape& s, std::uint64_t kinds) {
        std::vector<double> values(static_cast<std::size_t>(s.cells()));
        for (double& v : values) v = static_cast<double>(random() % kinds);
        return make_tensor(DType::Float64, s, values);
    };
    const WalkProblem problem{whole(shape, 3), whole(output, 5), geometry, rules};
    double made = 0, lost = 0;
    for (std::int64_t plane = 0; plane < shape.planes(); ++plane) {
        const MadeAndLost found = of(problem, plane);
        for (const AmountAt& m : found.made) made += m.amount;
        for (const AmountAt& l : found.lost) lost += l.amount;
    }
    const Budget budget = BudgetTable(problem.view(), output).total();
    RC_ASSERT(std::abs(made - budget.made) < 1e-9);
    RC_ASSERT(std::abs(lost - budget.overwritten) < 1e-9);  // shares are rounded in another order
}

}  // namespace
}  // namespace poolwalk::test
