#include "core/pool/ledger/budget.h"

#include <cmath>

#include "core/pool/ledger/budget_rows.h"

namespace poolwalk {
namespace {

// Infinite gradients leave nothing to compare.
void settle(Budget& budget) {
    const double rounding =
        budget.out - (budget.in + budget.made - budget.overwritten - budget.dropped_for_nan - budget.on_padding);
    budget.rounding = std::isfinite(rounding) ? rounding : 0;
}

Budget sum_of(Budget a, const Budget& b) {
    a.in += b.in;
    a.out += b.out;
    a.made += b.made;
    a.overwritten += b.overwritten;
    a.dropped_for_nan += b.dropped_for_nan;
    a.on_padding += b.on_padding;
    a.windows += b.windows;
    settle(a);
    return a;
}

}  // namespace

BudgetTable::BudgetTable(const Shape& output)
    : output_(output),
      of_row_(static_cast<std::size_t>(output.planes() * output.h)),
      contributes_to_nonzero_(output) {}

BudgetTable::BudgetTable(const PoolView& view, const Shape& output) : BudgetTable(output) {
    for (std::int64_t p = 0; p < output.planes(); ++p) update_budget_rows(view, p, {0, output.h}, *this);
    add_up();
}

void BudgetTable::set_row(std::int64_t plane, std::int64_t oh, const Budget& row) {
    of_row_[static_cast<std::size_t>(plane * output_.h + oh)] = row;
}

void BudgetTable::add_up() {
    before_row_.resize(of_row_.size() + 1);
    for (std::size_t i = 0; i < of_row_.size(); ++i) before_row_[i + 1] = sum_of(before_row_[i], of_row_[i]);
}

Budget BudgetTable::after(const PoolView& view, std::int64_t windows) const {
    if (before_row_.empty()) return {};
    const std::int64_t rows_done = windows / output_.w, in_row = windows % output_.w;
    const Budget budget = before_row_[static_cast<std::size_t>(rows_done)];
    if (in_row == 0) return budget;
    const Moment end{rows_done / output_.h, {rows_done % output_.h, in_row}};
    return sum_of(budget, budget_in_row(view, output_, end));
}

}  // namespace poolwalk
