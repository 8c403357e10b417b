// im2col and col2im as views over the windows of window.h. X_col has a row for each cell of a window and
// a column for each window, ordered (oh, ow, n, c); an entry is found by its place and never stored.
// What a window's maximum is and which cells receive is max_pool's; the code of the phases is columns_listing's.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/pool/walk.h"

namespace poolwalk {

struct ColumnsPlan {
    Shape input, output;
    Geometry geometry;

    std::int64_t rows() const { return geometry.kernel.rows * geometry.kernel.cols; }
    std::int64_t columns() const { return output.cells(); }
};

// The geometry must be valid for the input.
ColumnsPlan columns_plan(const Shape& input, const Geometry& geometry);

// The window that became a column.
struct ColumnPlace {
    std::int64_t plane = 0;
    Place window;
    bool operator==(const ColumnPlace&) const = default;
};
ColumnPlace place_of_column(const ColumnsPlan& plan, std::int64_t column);
std::int64_t column_of(const ColumnsPlan& plan, const ColumnPlace& place);

struct MatrixEntry {
    std::int64_t row = 0, column = 0;
    bool operator==(const MatrixEntry&) const = default;
};

// The place in X's plane that an entry was copied from; it may lie on padding.
Place slot_of(const ColumnsPlan& plan, MatrixEntry entry);
bool on_padding(const ColumnsPlan& plan, MatrixEntry entry);
// Every entry that is a copy of the cell, in the order of the columns.
std::vector<MatrixEntry> copies_of(const ColumnsPlan& plan, std::int64_t plane, Place cell);

// X_col(entry); -inf on padding.
double entry_at(const PoolView& view, const ColumnsPlan& plan, MatrixEntry entry);

// A column under the document's rules; maxima and receivers are rows of the matrix.
struct PooledColumn {
    double maximum = 0;        // Y of the window
    std::int64_t argmax = -1;  // the row that Y comes from; -1: none
    std::vector<std::int64_t> maxima, receivers;
    std::optional<double> grad_output;  // absent where dY is smaller than Y
    double share = 0;                   // what each receiver gets of it

    double grad_entry(std::int64_t row) const;  // dX_col(row) of this column
};
// Of the window of a step by window, and of a column by pooling its window.
PooledColumn pooled_column(const PoolView& view, const ColumnsPlan& plan, const Step& step);
PooledColumn pool_column(const PoolView& view, const ColumnsPlan& plan, std::int64_t column);

// What `cells` of the plane of dX hold when the first `columns` columns are added back. `grad_input` is
// what they hold in the end: only cells that are under way are worked out.
std::vector<double> added_back(const PoolView& view, const ColumnsPlan& plan, const AnyTensor& grad_input,
                               std::int64_t columns, std::int64_t plane, const std::vector<Place>& cells);

// The walk: every phase takes one column a step, in the order of the columns.
enum class ColumnsPhase : std::uint8_t { Gather, Argmax, Scatter, Col2im };

struct ColumnsPhaseRow {
    ColumnsPhase phase;
    std::string_view name, help;
    bool backward = false;
};
std::span<const ColumnsPhaseRow> columns_phases();
const ColumnsPhaseRow& row(ColumnsPhase phase);

struct ColumnsStep {
    ColumnsPhase phase = ColumnsPhase::Gather;
    std::int64_t column = 0;
    bool operator==(const ColumnsStep&) const = default;
};
std::int64_t step_count(const ColumnsPlan& plan);
ColumnsStep place_of(const ColumnsPlan& plan, std::int64_t index);
std::int64_t index_of(const ColumnsPlan& plan, const ColumnsStep& step);
// Columns whose work in `phase` is done after `done` steps.
std::int64_t columns_done(const ColumnsPlan& plan, ColumnsPhase phase, std::int64_t done);
// The same window in the walk of the engine: what it compares, keeps and contributes.
Step engine_step(const PoolView& view, const ColumnsPlan& plan, const ColumnsStep& step);

// How much larger the matrix is than X.
struct Growth {
    std::int64_t cells = 0, entries = 0, bytes_each = 0;
    double factor() const { return static_cast<double>(entries) / static_cast<double>(cells); }
};
Growth growth_of(const ColumnsPlan& plan, DType dtype);

// One axis of X under windows of one size and stride.
struct AxisFit {
    std::int64_t cells = 0, span = 0, stride = 0, windows = 0;  // cells with padding, span with dilation
    std::int64_t rest = 0;                                      // (H - K) mod S
    std::int64_t dropped = 0;  // rows or columns at the end of X that no window reaches
};
AxisFit fit_along(const ColumnsPlan& plan, bool rows);
// The write-up's error where (H - K) mod S or (W - K) mod S is not 0, and what others do; empty if both are.
std::string fit_error(const ColumnsPlan& plan);

}  // namespace poolwalk
