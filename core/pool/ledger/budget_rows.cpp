#include "core/pool/ledger/budget_rows.h"

namespace poolwalk {
namespace {

// Windows [first.w, end) of a row contribute to `patch`, which holds what the windows before have left.
template <class T>
Budget contribute_row(const PoolView& view, Moment first, std::int64_t end, Patch<T>& patch, BudgetTable* table) {
    Budget budget;
    PooledWindow<T> pooled;
    for (Place window = first.window; window.w < end; ++window.w) {
        find_receivers<T>(view, first.plane, window, pooled);
        const auto cell_of = [&](Place cell) { return patch.at(cell); };
        const bool nonzero = contribute_and_count<T>(view, first.plane, pooled, cell_of, budget);
        if (table) table->set_contributes_to_nonzero(first.plane, window, nonzero);
    }
    return budget;
}

template <class T>
Budget budget_in_row_of(const PoolView& view, const Shape& output, Moment end) {
    const Moment start{end.plane, {end.window.h, 0}};
    const Region cells = cells_of(view, {{end.window.h, end.window.h + 1}, {0, output.w}});
    Patch<T> patch = patch_before<T>(view, output, start, cells);
    return contribute_row<T>(view, start, end.window.w, patch, nullptr);
}

template <class T>
void update_rows(const PoolView& view, std::int64_t plane, Range rows, BudgetTable& table) {
    const Shape output = output_shape(shape_of(view.input), view.geometry);
    if (rows.size() <= 0) return;
    const Region cells = cells_of(view, {rows, {0, output.w}});
    Patch<T> patch = patch_before<T>(view, output, {plane, {rows.first, 0}}, cells);
    for (std::int64_t oh = rows.first; oh < rows.last; ++oh)
        table.set_row(plane, oh, contribute_row<T>(view, {plane, {oh, 0}}, output.w, patch, &table));
}

}  // namespace

void update_budget_rows(const PoolView& view, std::int64_t plane, Range rows, BudgetTable& table) {
    if (dtype_of(view.input) == DType::Float32) update_rows<float>(view, plane, rows, table);
    else update_rows<double>(view, plane, rows, table);
}

Budget budget_in_row(const PoolView& view, const Shape& output, Moment end) {
    return dtype_of(view.input) == DType::Float32 ? budget_in_row_of<float>(view, output, end)
                                                  : budget_in_row_of<double>(view, output, end);
}

}  // namespace poolwalk
