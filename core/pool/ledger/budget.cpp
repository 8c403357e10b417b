#include "core/pool/ledger/budget.h"

#include <cmath>

#include "core/pool/ledger/running_totals.h"

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

// Pays windows [from, to) of one row into `patch`, which holds what was paid before.
template <class T>
Budget contribute_row(const PoolView& view, std::int64_t plane, Place from, std::int64_t to, Patch<T>& patch,
               BudgetTable* table) {
    Budget budget;
    PooledWindow<T> pooled;
    for (Place window = from; window.w < to; ++window.w) {
        pool_window<T>(view, plane, window, pooled);
        const bool held = contribute_and_count<T>(
            view, pooled, plane, window, [&](Place cell) { return patch.at(cell); }, budget);
        if (table) table->set_contributes_to_nonzero(plane, window, held);
    }
    return budget;
}

// Of the row's windows before `end`.
template <class T>
Budget part_of_row(const PoolView& view, const Shape& output, Moment end) {
    const Place start{end.window.h, 0};
    const Region cells = cells_of(view, {{start.h, start.h + 1}, {0, output.w}});
    Patch<T> patch = patch_before<T>(view, output, {end.plane, start}, cells);
    return contribute_row<T>(view, end.plane, start, end.window.w, patch, nullptr);
}

}  // namespace

template <class T>
void update_budget_rows(const PoolView& view, std::int64_t plane, Range rows, BudgetTable& table) {
    const Shape output = output_shape(shape_of(view.input), view.geometry);
    if (rows.size() <= 0) return;
    const Region cells = cells_of(view, {rows, {0, output.w}});
    Patch<T> patch = patch_before<T>(view, output, {plane, {rows.first, 0}}, cells);
    for (std::int64_t oh = rows.first; oh < rows.last; ++oh)
        table.set_row(plane, oh, contribute_row<T>(view, plane, {oh, 0}, output.w, patch, &table));
}
template void update_budget_rows<float>(const PoolView&, std::int64_t, Range, BudgetTable&);
template void update_budget_rows<double>(const PoolView&, std::int64_t, Range, BudgetTable&);

BudgetTable::BudgetTable(const Shape& output)
    : output_(output), of_row_(static_cast<std::size_t>(output.planes() * output.h)), contributes_to_nonzero_(output) {}

BudgetTable::BudgetTable(const PoolView& view, const Shape& output) : BudgetTable(output) {
    for (std::int64_t p = 0; p < output.planes(); ++p)
        if (dtype_of(view.input) == DType::Float32) update_budget_rows<float>(view, p, {0, output.h}, *this);
        else update_budget_rows<double>(view, p, {0, output.h}, *this);
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
    return sum_of(budget, dtype_of(view.input) == DType::Float32 ? part_of_row<float>(view, output_, end)
                                                                 : part_of_row<double>(view, output_, end));
}

}  // namespace poolwalk
