// Rows of windows being paid one after the other, and the account kept of it. Used by budget.cpp and
// pooling.cpp, which say where dX stands meanwhile.
#pragma once

#include <algorithm>

#include "core/pool/ledger/balance.h"
#include "core/pool/ledger/budget.h"

namespace poolwalk {

// Pays one window of `plane` that was looked at, and adds to `budget`. `at` answers where a cell of dX stands.
// Did a receiver's cell hold gradient already?
template <class T, class At>
bool contribute_and_count(const PoolView& view, const PooledWindow<T>& pooled, std::int64_t plane, Place window, At&& at,
                     Budget& budget) {
    ++budget.windows;
    const T* grad_output = grad_output_at<T>(view, plane, window);
    if (!grad_output) return false;
    const bool held = std::ranges::any_of(pooled.receivers, [&](Place cell) { return *at(cell) != 0; });
    const GradientChange change = contribute<T>(view, pooled, window, *grad_output, at);
    const auto dy = static_cast<double>(*grad_output);
    budget.in += dy;
    budget.out += change.added;
    budget.overwritten += change.overwritten;
    if (pooled.dropped_for_nan()) budget.dropped_for_nan += dy;
    else if (pooled.cells == 0) budget.on_padding += dy;
    else if (!pooled.shared && pooled.receivers.size() > 1)
        budget.made += dy * static_cast<double>(pooled.receivers.size() - 1);
    return held;
}

// Accounts rows of windows of a plane anew, looking at each window and at those before that reach its cells.
template <class T>
void update_budget_rows(const PoolView& view, std::int64_t plane, Range rows, BudgetTable& table);

}  // namespace poolwalk
