#include "core/pool/ledger/ledger.h"

#include <gtest/gtest.h>

#include "core/pool/ledger/balance.h"
#include "tests/core/pool/replay.h"
#include "tests/core/pool/walk_problem.h"

namespace poolwalk::test {
namespace {

double sum(const AnyTensor& tensor) {
    double total = 0;
    for (const double value : values_of(tensor)) total += value;
    return total;
}

AnyTensor grad_input_of(const WalkProblem& p) {
    return max_pool_backward<double>(std::get<Tensor<double>>(p.input), std::get<Tensor<double>>(p.grad_output),
                                     p.geometry, p.rules)
        .grad_input;
}

// Calls check(problem) for random problems under every tie and overlap rule.
template <class Check>
void for_random_problems(int times, const std::vector<std::vector<double>>& gradients, Check check) {
    EXPECT_TRUE(holds(times, [&] {
        WalkProblem problem = draw_walk_problem(DType::Float64, gradients);
        problem.rules.nan = nan_rules()[static_cast<std::size_t>(draw(0, 2))].rule;
        for (const TieRow& tie : tie_rules())
            for (const OverlapRow& overlap : overlap_rules()) {
                problem.rules.tie = tie.rule;
                problem.rules.overlap = overlap.rule;
                RC_LOG() << problem << "\n";
                check(problem);
            }
    }));
}

void check_entry(const WalkProblem& problem, const LedgerEntry& entry, Place cell, double before, const Step& step) {
    const bool receives = std::ranges::find(step.receivers, cell) != step.receivers.end();
    const bool maximal = std::ranges::find(step.maxima, cell) != step.maxima.end();
    RC_ASSERT(entry.has_grad_output == step.grad_output.has_value());
    const CellOutcome expected = std::isnan(step.output) && problem.rules.nan == NanRule::NoMatch
                                     ? CellOutcome::NoMatch
                                 : !maximal                ? CellOutcome::Lost
                                 : step.maxima.size() == 1 ? CellOutcome::Won
                                 : receives                ? CellOutcome::TiedChosen
                                                           : CellOutcome::TiedNotChosen;
    RC_ASSERT(entry.outcome == expected);
    const auto contribution = std::ranges::find(step.contributions, cell, &Contribution::cell);
    RC_ASSERT(entry.amount == (contribution == step.contributions.end() ? 0 : contribution->amount));
    const bool assigned =
        problem.rules.overlap == OverlapRule::AssignCell && contribution != step.contributions.end();
    const bool cleared = problem.rules.overlap == OverlapRule::AssignWindow && step.grad_output;
    RC_ASSERT(entry.overwrote == ((assigned || cleared) && before != 0));
}

void check_ledgers(const WalkProblem& problem) {
    const PoolView view = problem.view();
    const Shape output = problem.output(), shape = shape_of(problem.input);
    const WalkPlan plan = problem.plan(StepBy::Window);
    const AnyTensor grad_input = grad_input_of(problem);
    for (std::int64_t p = 0; p < shape.planes(); ++p)
        for (std::int64_t h = 0; h < shape.h; ++h)
            for (std::int64_t w = 0; w < shape.w; ++w) {
                const Place cell{h, w};
                const auto entries = ledger_of(view, output, p, cell);
                std::vector<Place> windows;
                double balance = 0;
                for (const LedgerEntry& entry : entries) {
                    windows.push_back(entry.window);
                    RC_ASSERT(same_bits(balance_before(view, output, {p, entry.window}, cell), balance));
                    const std::int64_t index = index_of(plan, {Phase::Backward, p, entry.window, 0});
                    check_entry(problem, entry, cell, balance, step_at(view, plan, index));
                    balance = entry.balance;
                }
                RC_ASSERT(windows == windows_of(problem.geometry, output, cell));
                RC_ASSERT(same_bits(balance, value_at(grad_input, p, h, w)));
                RC_ASSERT(same_bits(balance_before(view, output, {p, {output.h, 0}}, cell), balance));
            }
}

TEST(Ledger, ListsEveryWindowOfACellAndEndsWithItsGradient) {
    for_random_problems(60, rounding_gradients(), check_ledgers);
}

void expect_budget(const WalkProblem& problem, const Budget& budget, const Replay<double>::Totals& totals) {
    // Everything but shares is whole, so sums are exact in any order.
    const double slack = problem.rules.tie == TieRule::Split ? 1e-9 : 0;
    const auto near = [slack](double a, double b) { return std::abs(a - b) <= slack; };
    RC_ASSERT(budget.in == totals.in);
    RC_ASSERT(near(budget.out, totals.out));
    RC_ASSERT(budget.made == totals.made);
    RC_ASSERT(near(budget.overwritten, totals.overwritten));
    RC_ASSERT(budget.dropped_for_nan == totals.dropped_for_nan);
    RC_ASSERT(budget.on_padding == totals.on_padding);
    RC_ASSERT(near(budget.rounding, 0));
}

void check_budgets(const WalkProblem& problem) {
    const Shape output = problem.output();
    const BudgetTable table(problem.view(), output);
    const Replay<double> replay(problem.view(), output, StepBy::Window);
    for (std::int64_t windows = 0; windows <= output.cells(); ++windows) {
        const Budget budget = table.after(problem.view(), windows);
        RC_ASSERT(budget.windows == windows);
        expect_budget(problem, budget, replay.totals()[static_cast<std::size_t>(windows)]);
    }
    expect_budget(problem, table.total(), replay.totals().back());
    RC_ASSERT(std::abs(table.total().out - sum(grad_input_of(problem))) <= 1e-9);
    std::vector<bool> held;
    for (const std::uint8_t flag : table.contributes_to_nonzero().data()) held.push_back(flag != 0);
    RC_ASSERT(held == replay.contributes_to_nonzero());
}

TEST(Budget, AgreesWithTheLoopsAfterEveryWindow) { for_random_problems(100, whole_gradients(), check_budgets); }

TEST(Budget, OfFloat32CountsWhatRoundingChanged) {
    const WalkProblem problem{make_tensor(DType::Float32, {1, 1, 1, 3}, std::vector<double>{0, 1, 0}),
                              make_tensor(DType::Float32, {1, 1, 1, 2}, std::vector<double>{1 << 24, 1}),
                              {.kernel = {1, 2}, .stride = {1, 1}},
                              {}};
    const Budget total = BudgetTable(problem.view(), problem.output()).total();
    EXPECT_EQ(total.in, (1 << 24) + 1);
    EXPECT_EQ(total.out, 1 << 24);
    EXPECT_EQ(total.rounding, -1);
}

TEST(Budget, TellsInfiniteGradientFromGradientMade) {
    WalkProblem problem = overlap_example();
    set_value(problem.grad_output, 0, 0, 0, std::numeric_limits<double>::infinity());
    const Budget total = BudgetTable(problem.view(), problem.output()).total();
    EXPECT_TRUE(std::isinf(total.in) && std::isinf(total.out));
    EXPECT_EQ(total.made, 0);
    EXPECT_EQ(total.rounding, 0);
}

TEST(Budget, TheOverlapExampleAfterFourteenSteps) {
    const WalkProblem problem = overlap_example();
    const BudgetTable table(problem.view(), problem.output());
    EXPECT_EQ(table.after(problem.view(), 5).in, 11);
    EXPECT_EQ(table.after(problem.view(), 5).out, 11);
    EXPECT_EQ(table.total().in, 17);
    EXPECT_EQ(table.total().out, 17);
}

TEST(Ledger, TheOverlapExampleAddsFourWindows) {
    const WalkProblem problem = overlap_example();
    std::vector<double> amounts, balances;
    for (const LedgerEntry& entry : ledger_of(problem.view(), problem.output(), 0, {2, 2})) {
        EXPECT_EQ(entry.outcome, CellOutcome::Won);
        amounts.push_back(entry.amount);
        balances.push_back(entry.balance);
    }
    EXPECT_EQ(amounts, (std::vector<double>{4, 2, 1, 2}));
    EXPECT_EQ(balances, (std::vector<double>{4, 6, 7, 9}));
}

// The sums of the drawing of the rules. Under split the table holds thirds, hence the slack.
TEST(Budget, TheTiesExampleUnderEveryRule) {
    struct Sums {
        TieRule tie;
        double accumulate, assign_cell, assign_window, made;
    };
    const Sums table[] = {{TieRule::First, 17, 10, 10, 0},        {TieRule::Last, 17, 7, 5, 0},
                          {TieRule::All, 29, 10, 10, 12},         {TieRule::Split, 17, 22.0 / 3, 22.0 / 3, 0},
                          {TieRule::FirstPerRow, 28, 10, 10, 11}, {TieRule::FirstColumnMajor, 17, 10, 10, 0}};
    for (const Sums& sums : table)
        for (const auto& [overlap, out] : {std::pair{OverlapRule::Accumulate, sums.accumulate},
                                           {OverlapRule::AssignCell, sums.assign_cell},
                                           {OverlapRule::AssignWindow, sums.assign_window}}) {
            WalkProblem problem = ties_example();
            problem.rules = {sums.tie, overlap, NanRule::LastNan};
            const Budget total = BudgetTable(problem.view(), problem.output()).total();
            std::ostringstream rules;
            rules << problem.rules;
            EXPECT_EQ(total.in, 17) << rules.str();
            EXPECT_NEAR(total.out, out, 1e-12) << rules.str();
            EXPECT_EQ(total.made, sums.made) << rules.str();
            EXPECT_NEAR(total.overwritten, 17 + sums.made - out, 1e-12) << rules.str();
        }
}

}  // namespace
}  // namespace poolwalk::test
