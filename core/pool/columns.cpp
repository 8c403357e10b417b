#include "core/pool/columns.h"

#include <algorithm>
#include <array>
#include <limits>

#include "core/base/check.h"
#include "core/pool/ledger/balance.h"

namespace poolwalk {
namespace {

constexpr std::array<ColumnsPhaseRow, 4> phase_table{{
    {ColumnsPhase::Gather, "gather", "each window is copied into a column of X_col"},
    {ColumnsPhase::Argmax, "argmax", "the largest entry of each column becomes Y"},
    {ColumnsPhase::Scatter, "scatter", "dY is written into dX_col at the argmax of each column", true},
    {ColumnsPhase::Col2im, "col2im", "each column of dX_col is added back to the cells of its window", true},
}};

std::int64_t row_of(const ColumnsPlan& plan, Place window, Place cell) {
    const Geometry& g = plan.geometry;
    const Place start = slot_place(g, window, 0, 0);
    return (cell.h - start.h) / g.dilation.rows * g.kernel.cols + (cell.w - start.w) / g.dilation.cols;
}

std::vector<std::int64_t> rows_of(const ColumnsPlan& plan, Place window, const std::vector<Place>& cells) {
    std::vector<std::int64_t> rows;
    for (const Place cell : cells) rows.push_back(row_of(plan, window, cell));
    return rows;
}

Place window_number(const ColumnsPlan& plan, std::int64_t window) {
    return {window / plan.output.w, window % plan.output.w};
}

std::string text(std::int64_t number) { return std::to_string(number); }

std::string count_of(std::int64_t count, const std::string& what) {
    return count == 1 ? "the last " + what : "the last " + text(count) + " " + what + "s";
}

std::string fit_error_along(const ColumnsPlan& plan, bool rows) {
    const AxisFit fit = fit_along(plan, rows);
    if (fit.rest == 0) return {};
    const std::string windows = text(fit.windows) + (fit.windows == 1 ? " window" : " windows");
    return std::string(rows ? "H" : "W") + "_out = (" + text(fit.cells) + " - " + text(fit.span) + ") / " +
           text(fit.stride) + " + 1 is not a whole number, for " + text(fit.rest) + (rows ? " row" : " column") +
           (fit.rest == 1 ? "" : "s") +
           " would be left over: the write-up raises an exception and computes nothing. " +
           (fit.dropped > 0 ? "Methods that round down make " + windows + " and drop " +
                                  count_of(fit.dropped, rows ? "row" : "column") + "."
                            : "Rounded as set here there " + std::string(fit.windows == 1 ? "is " : "are ") +
                                  windows + " and no cell of X is dropped.");
}

}  // namespace

ColumnsPlan columns_plan(const Shape& input, const Geometry& geometry) {
    return {input, output_shape(input, geometry), geometry};
}

ColumnPlace place_of_column(const ColumnsPlan& plan, std::int64_t column) {
    POOLWALK_CHECK(column >= 0 && column < plan.columns());
    return {column % plan.output.planes(), window_number(plan, column / plan.output.planes())};
}

std::int64_t column_of(const ColumnsPlan& plan, const ColumnPlace& place) {
    return (place.window.h * plan.output.w + place.window.w) * plan.output.planes() + place.plane;
}

Place slot_of(const ColumnsPlan& plan, MatrixEntry entry) {
    const std::int64_t cols = plan.geometry.kernel.cols;
    return slot_place(plan.geometry, place_of_column(plan, entry.column).window, entry.row / cols, entry.row % cols);
}

bool on_padding(const ColumnsPlan& plan, MatrixEntry entry) {
    return !inside(slot_of(plan, entry), plan.input.h, plan.input.w);
}

std::vector<MatrixEntry> copies_of(const ColumnsPlan& plan, std::int64_t plane, Place cell) {
    std::vector<MatrixEntry> copies;
    for (const Place window : windows_of(plan.geometry, plan.output, cell))
        copies.push_back({row_of(plan, window, cell), column_of(plan, {plane, window})});
    return copies;
}

double entry_at(const PoolView& view, const ColumnsPlan& plan, MatrixEntry entry) {
    const Place at = slot_of(plan, entry);
    if (!inside(at, plan.input.h, plan.input.w)) return -std::numeric_limits<double>::infinity();
    return value_at(view.input, place_of_column(plan, entry.column).plane, at.h, at.w);
}

double PooledColumn::grad_entry(std::int64_t row) const {
    return grad_output && std::ranges::find(receivers, row) != receivers.end() ? share : 0;
}

PooledColumn pooled_column(const PoolView& view, const ColumnsPlan& plan, const Step& step) {
    const Place window = step.place.window;
    PooledColumn column;
    column.maximum = step.output;
    column.maxima = rows_of(plan, window, step.maxima);
    column.receivers = rows_of(plan, window, step.receivers);
    if (!column.receivers.empty()) column.argmax = column.receivers.front();
    if (!inside(window, shape_of(view.grad_output).h, shape_of(view.grad_output).w)) return column;
    column.grad_output = value_at(view.grad_output, step.place.plane, window.h, window.w);
    if (!column.receivers.empty()) column.share = share_of(view, *column.grad_output, column.receivers.size());
    return column;
}

PooledColumn pool_column(const PoolView& view, const ColumnsPlan& plan, std::int64_t column) {
    return pooled_column(view, plan, engine_step(view, plan, {ColumnsPhase::Argmax, column}));
}

std::vector<double> added_back(const PoolView& view, const ColumnsPlan& plan, const AnyTensor& grad_input,
                               std::int64_t columns, std::int64_t plane, const std::vector<Place>& cells) {
    const std::int64_t planes = plan.output.planes();
    const Place next = window_number(plan, columns / planes + (columns % planes > plane ? 1 : 0));
    std::vector<Place> under_way;
    std::vector<double> held;
    for (const Place cell : cells) {
        const auto windows = window_span_of(plan.geometry, plan.output, cell);
        const bool begun = windows && windows->first < next, over = begun && windows->last < next;
        held.push_back(over ? value_at(grad_input, plane, cell.h, cell.w) : 0);
        if (begun && !over) under_way.push_back(cell);
    }
    if (under_way.empty()) return held;
    const auto balances = balances_before(view, plan.output, {plane, next}, under_way);
    for (std::size_t i = 0; i < cells.size(); ++i)
        if (const auto found = balances.find(cells[i]); found != balances.end()) held[i] = found->second;
    return held;
}

std::span<const ColumnsPhaseRow> columns_phases() { return phase_table; }
const ColumnsPhaseRow& row(ColumnsPhase phase) { return phase_table[static_cast<std::size_t>(phase)]; }

std::int64_t step_count(const ColumnsPlan& plan) {
    return plan.columns() * static_cast<std::int64_t>(phase_table.size());
}

ColumnsStep place_of(const ColumnsPlan& plan, std::int64_t index) {
    POOLWALK_CHECK(index >= 0 && index < step_count(plan));
    return {static_cast<ColumnsPhase>(index / plan.columns()), index % plan.columns()};
}

std::int64_t index_of(const ColumnsPlan& plan, const ColumnsStep& step) {
    return static_cast<std::int64_t>(step.phase) * plan.columns() + step.column;
}

std::int64_t columns_done(const ColumnsPlan& plan, ColumnsPhase phase, std::int64_t done) {
    return std::clamp<std::int64_t>(done - index_of(plan, {phase, 0}), 0, plan.columns());
}

Step engine_step(const PoolView& view, const ColumnsPlan& plan, const ColumnsStep& step) {
    const WalkPlan walk{plan.output, plan.geometry.kernel};
    const ColumnPlace at = place_of_column(plan, step.column);
    const Phase phase = row(step.phase).backward ? Phase::Backward : Phase::Forward;
    return step_at(view, walk, index_of(walk, StepPlace{phase, at.plane, at.window, 0}));
}

Growth growth_of(const ColumnsPlan& plan, DType dtype) {
    return {plan.input.cells(), plan.rows() * plan.columns(), dtype == DType::Float32 ? 4 : 8};
}

AxisFit fit_along(const ColumnsPlan& plan, bool rows) {
    const Geometry& g = plan.geometry;
    const std::int64_t cells = rows ? plan.input.h : plan.input.w, begin = rows ? g.pads.top : g.pads.left;
    const std::int64_t end = rows ? g.pads.bottom : g.pads.right, dilation = rows ? g.dilation.rows : g.dilation.cols;
    AxisFit fit{.cells = cells + begin + end,
                .span = dilation * ((rows ? g.kernel.rows : g.kernel.cols) - 1) + 1,
                .stride = rows ? g.stride.rows : g.stride.cols,
                .windows = rows ? plan.output.h : plan.output.w};
    // In ceil mode the only window may be larger than what there is.
    fit.rest = ((fit.cells - fit.span) % fit.stride + fit.stride) % fit.stride;
    fit.dropped = std::clamp<std::int64_t>(cells + begin - (fit.windows - 1) * fit.stride - fit.span, 0, cells);
    return fit;
}

std::string fit_error(const ColumnsPlan& plan) {
    const std::string rows = fit_error_along(plan, true), cols = fit_error_along(plan, false);
    return rows + (rows.empty() || cols.empty() ? "" : "\n") + cols;
}

}  // namespace poolwalk
