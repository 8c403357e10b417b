#include "core/analysis/rule_table.h"

#include <gtest/gtest.h>

#include "tests/core/pool/walk_problem.h"

namespace poolwalk::test {
namespace {

const RuleTile& tile_of(const std::vector<RuleTile>& tiles, TieRule tie, OverlapRule overlap) {
    return tiles.at(tile_index({tie, overlap}));
}

TEST(RuleTable, HasEveryRuleOnceUnderTheNanRuleOfTheProblem) {
    WalkProblem problem = ties_example();
    problem.rules.nan = NanRule::NoMatch;
    const auto tiles = rule_table(problem.view());
    ASSERT_EQ(tiles.size(), tie_rules().size() * overlap_rules().size());
    for (const TieRow& tie : tie_rules())
        for (const OverlapRow& overlap : overlap_rules())
            EXPECT_EQ(tile_of(tiles, tie.rule, overlap.rule).rules,
                      (Rules{tie.rule, overlap.rule, NanRule::NoMatch}));
}

// The sums and marks of the drawing, rules-dark.png: a row for each tie rule.
TEST(RuleTable, ReproducesTheDrawing) {
    const auto tiles = rule_table(ties_example().view());
    const double sums[6][3] = {{17, 10, 10},           {17, 7, 5},   {29, 10, 10},
                               {17, 22. / 3, 22. / 3}, {28, 10, 10}, {17, 10, 10}};
    for (std::size_t tie = 0; tie < 6; ++tie)
        for (std::size_t overlap = 0; overlap < 3; ++overlap) {
            const RuleTile& tile = tiles[tie * 3 + overlap];
            EXPECT_NEAR(tile.budget.out, sums[tie][overlap], 1e-12) << tie << ", " << overlap;
            EXPECT_EQ(tile.budget.in, 17);
            const bool conserved = overlap == 0 && tie != 2 && tie != 4;
            EXPECT_EQ(tile.judgement.verdict, conserved ? Verdict::Subgradient : Verdict::NotAGradient);
            EXPECT_EQ(tile.judgement.reason.empty(), conserved);
        }
    using enum OverlapRule;
    const RuleTile& all = tile_of(tiles, TieRule::All, Accumulate);
    EXPECT_EQ(values_of(all.grad_input), (std::vector<double>{0, 3, 4, 0, 3, 0, 10, 0, 0, 8, 1, 0, 0, 0, 0, 0}));
    EXPECT_EQ(all.budget.made, 12);
    EXPECT_EQ(all.differs, 4);
    EXPECT_EQ(tile_of(tiles, TieRule::FirstPerRow, Accumulate).budget.made, 11);
    EXPECT_EQ(tile_of(tiles, TieRule::First, Accumulate).differs, 0);
    EXPECT_EQ(tile_of(tiles, TieRule::Last, Accumulate).differs, 4);
    EXPECT_EQ(tile_of(tiles, TieRule::First, AssignCell).differs, 3);
    EXPECT_EQ(tile_of(tiles, TieRule::First, AssignCell).budget.overwritten, 7);
    EXPECT_EQ(tile_of(tiles, TieRule::Last, AssignWindow).budget.overwritten, 12);
}

TEST(RuleTable, AnyTileCanBeTheReference) {
    auto tiles = rule_table(ties_example().view(), {TieRule::All, OverlapRule::Accumulate});
    EXPECT_EQ(tile_of(tiles, TieRule::All, OverlapRule::Accumulate).differs, 0);
    EXPECT_EQ(tile_of(tiles, TieRule::First, OverlapRule::Accumulate).differs, 4);
    const Rules last{TieRule::Last, OverlapRule::AssignWindow, NanRule::ByTie};
    compare_with(tiles, last);
    EXPECT_EQ(tile_of(tiles, TieRule::Last, OverlapRule::AssignWindow).differs, 0);
    EXPECT_GT(tile_of(tiles, TieRule::All, OverlapRule::Accumulate).differs, 0);
}

TEST(RuleTable, TilesAreWhatEachRuleAloneGives) {
    EXPECT_TRUE(holds(40, [] {
        WalkProblem problem = draw_walk_problem(DType::Float32, rounding_gradients());
        problem.rules.nan = nan_rules()[static_cast<std::size_t>(draw(0, 2))].rule;
        RC_LOG() << problem << "\n";
        for (const RuleTile& tile : rule_table(problem.view())) {
            RC_ASSERT(tile.rules.nan == problem.rules.nan);
            const auto alone =
                max_pool_backward<float>(std::get<Tensor<float>>(problem.input),
                                         std::get<Tensor<float>>(problem.grad_output), problem.geometry, tile.rules);
            RC_ASSERT(count_differing(tile.grad_input, AnyTensor(alone.grad_input)) == 0);
        }
    }));
}

TEST(RuleTable, StopsAtEveryTileWhereItIsToldTo) {
    const WalkProblem problem = ties_example();
    for (std::size_t last = 0; last < tie_rules().size() * overlap_rules().size(); ++last) {
        std::size_t asked = 0;
        EXPECT_TRUE(rule_table(problem.view(), {}, [&](double) { return asked++ < last; }).empty());
        EXPECT_EQ(asked, last + 1);
    }
}

TEST(DifferingCells, AreThoseThatDifferAsNumbers) {
    constexpr double nan = std::numeric_limits<double>::quiet_NaN(), inf = std::numeric_limits<double>::infinity();
    const Shape shape{1, 2, 1, 3};
    const AnyTensor a = make_tensor(DType::Float64, shape, {nan, 0, 1, inf, nan, 0.1});
    const AnyTensor b = make_tensor(DType::Float64, shape, {nan, -0.0, 1 + 1e-15, inf, 2, 0.1});
    const std::vector<std::uint8_t> expected{0, 0, 1, 0, 1, 0};
    const auto differs = differing_cells(a, b);
    EXPECT_EQ(std::vector<std::uint8_t>(differs.data().begin(), differs.data().end()), expected);
    EXPECT_EQ(count_differing(a, b), 2);
    // In float32 1 + 1e-15 is 1, and 0.1 is another number.
    EXPECT_EQ(differing_cells(a, converted(b, DType::Float32))(1, 0, 2), 1);
    EXPECT_EQ(differing_cells(a, converted(b, DType::Float32))(0, 0, 2), 0);
}

}  // namespace
}  // namespace poolwalk::test
