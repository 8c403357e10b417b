// Rows of windows that contribute one after the other, and the budget that comes of it: how a BudgetTable is filled.
// Used by budget.cpp and pooling.cpp.
#pragma once

#include <algorithm>

#include "core/pool/ledger/balance.h"
#include "core/pool/ledger/budget.h"

namespace poolwalk {

// Lets one window of `plane` contribute, and adds that to `budget`. `cell_of(place)` points to a cell of dX. Returns
// whether a receiver's cell held gradient before.
template <class T, class CellOf>
bool contribute_and_count(const PoolView& view, std::int64_t plane, const PooledWindow<T>& pooled, CellOf&& cell_of,
                          Budget& budget) {
    ++budget.windows;
    const T* grad_output = grad_output_at<T>(view, plane, pooled.window);
    if (!grad_output) return false;
    const bool nonzero = std::ranges::any_of(pooled.receivers, [&](Place cell) { return *cell_of(cell) != 0; });
    const GradientChange change = contribute<T>(view, pooled, *grad_output, cell_of);
    const auto dy = static_cast<double>(*grad_output);
    budget.in += dy;
    budget.out += change.added;
    budget.overwritten += change.overwritten;
    if (pooled.dropped_for_nan()) budget.dropped_for_nan += dy;
    else if (pooled.cells == 0) budget.on_padding += dy;
    else if (!pooled.shared && pooled.receivers.size() > 1)
        budget.made += dy * static_cast<double>(pooled.receivers.size() - 1);
    return nonzero;
}

// Fills in rows of windows of a plane anew; pools them and those before that reach their cells.
void update_budget_rows(const PoolView& view, std::int64_t plane, Range rows, BudgetTable& table);

// Of the windows before `end` in its row.
Budget budget_in_row(const PoolView& view, const Shape& output, Moment end);

}  // namespace poolwalk
