#include "core/pool/pooling.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "core/base/fill_large.h"
#include "core/base/threads.h"
#include "core/pool/kernels/kernels.h"
#include "core/pool/ledger/budget_rows.h"

namespace poolwalk {
namespace {

Shape output_of(const PoolView& view) { return output_shape(shape_of(view.input), view.geometry); }

// The cells of dX that windows under way can reach, by their places: each is held at its place modulo their count, a
// power of two.
template <class T>
class RollingCells {
public:
    explicit RollingCells(std::int64_t count) : values_(std::bit_ceil(static_cast<std::size_t>(count))) {}
    // Cells before `last` are needed from now on; those before `first` no more.
    void roll_to(std::int64_t first, std::int64_t last) {
        for (fresh_ = std::max(fresh_, first); fresh_ < last; ++fresh_) at(fresh_) = T{0};
    }
    T& at(std::int64_t place) { return values_[static_cast<std::size_t>(place) & (values_.size() - 1)]; }

private:
    std::int64_t fresh_ = 0;
    std::vector<T> values_;
};

// update_budget_rows() for rules where the argmax alone receives and gradient is added.
template <class T>
void update_budget_rows_by_argmax(const PoolView& view, const Argmax& argmax, std::int64_t plane, Range rows,
                                  BudgetTable& table) {
    const Geometry& g = view.geometry;
    const Shape &input = shape_of(view.input), &output = argmax.shape();
    if (rows.size() <= 0) return;
    const std::int64_t span = g.dilation.rows * (g.kernel.rows - 1) + 1;
    // No cell is in two windows: none holds gradient when its window contributes.
    const bool apart = span <= g.stride.rows && g.dilation.cols * (g.kernel.cols - 1) < g.stride.cols;
    RollingCells<T> grad_input(apart ? 1 : std::min(span, input.h) * input.w);
    std::vector<std::int32_t> places(static_cast<std::size_t>(output.w));
    const Range reaching = windows_reaching(view, output, cells_of(view, {rows, {0, output.w}})).rows;
    const std::int64_t first = reaching.size() > 0 ? std::min(reaching.first, rows.first) : rows.first;
    for (std::int64_t oh = first; oh < rows.last; ++oh) {
        Budget row;
        const Range cells = cells_of(view, {{oh, oh + 1}, {0, output.w}}).rows;
        if (!apart) grad_input.roll_to(cells.first * input.w, cells.last * input.w);
        argmax.read_row(plane, oh, places);
        for (std::int64_t ow = 0; ow < output.w; ++ow) {
            const T* given = grad_output_at<T>(view, plane, {oh, ow});
            const std::int64_t place = given ? places[static_cast<std::size_t>(ow)] : -1;
            bool nonzero = false;
            if (given) row.in += static_cast<double>(*given);
            if (given && place < 0) row.on_padding += static_cast<double>(*given);
            if (place >= 0 && apart) row.out += static_cast<double>(*given);
            else if (place >= 0) {
                T& cell = grad_input.at(place);
                nonzero = cell != 0;
                const double growth = static_cast<double>(cell + *given) - static_cast<double>(cell);
                row.out += std::isfinite(growth) ? growth : static_cast<double>(*given);
                cell += *given;
            }
            if (oh >= rows.first) table.set_contributes_to_nonzero(plane, {oh, ow}, nonzero);
        }
        row.windows = output.w;
        if (oh >= rows.first) table.set_row(plane, oh, row);
    }
}

// Makes `tensor` one of zeros; nullptr if told to stop.
template <class T>
Tensor<T>* make_zeros(AnyTensor& tensor, const Shape& shape, const Progress& progress) {
    std::vector<T> data;
    if (!fill_large(data, static_cast<std::size_t>(shape.cells()), progress)) return nullptr;
    return &tensor.emplace<Tensor<T>>(shape, std::move(data));
}

template <class T>
bool pool_by_kernels(const PoolView& view, const PoolResults& results, const Progress& progress) {
    const auto& input = std::get<Tensor<T>>(view.input);
    const auto& grad_output = std::get<Tensor<T>>(view.grad_output);
    const Shape output = output_of(view);
    kernels::Call call{
        .input = input.shape(), .geometry = view.geometry, .grad_output = {}, .threads = threads_here()};
    auto* const y = make_zeros<T>(results.output, output, piece_of(progress, 0, 0.1));
    if (!y) return false;
    kernels::forward<T>(call, input.data(), y->data(), results.argmax.bytes());
    if (!goes_on(progress, 0.3)) return false;
    auto* const dx = make_zeros<T>(results.grad_input, input.shape(), piece_of(progress, 0.3, 0.5));
    if (!dx) return false;
    call.grad_output = grad_output.shape();
    kernels::backward<T>(call, grad_output.data(), results.argmax.bytes(), dx->data());
    for (std::int64_t p = 0; p < output.planes(); ++p) {
        if (!goes_on(progress, 0.6 + 0.4 * static_cast<double>(p) / static_cast<double>(output.planes())))
            return false;
        update_budget_rows_by_argmax<T>(view, results.argmax, p, {0, output.h}, results.budget);
    }
    return true;
}

// What the pooled window says of Y.
template <class T>
void write_output(const PooledWindow<T>& pooled, const PoolResults& results, std::int64_t plane, Place window) {
    std::get<Tensor<T>>(results.output)(plane, window.h, window.w) = pooled.value;
    const bool none = pooled.receivers.empty();
    results.argmax.set_cell(plane, window, none ? std::nullopt : std::optional(pooled.receivers.front()));
}

template <class T>
bool pool_by_windows(const PoolView& view, const PoolResults& results, const Progress& progress) {
    const Shape output = output_of(view);
    constexpr double begin = 0.1;
    auto* const grad_input =
        make_zeros<T>(results.grad_input, shape_of(view.input), piece_of(progress, 0, begin / 2));
    if (!grad_input || !make_zeros<T>(results.output, output, piece_of(progress, begin / 2, begin))) return false;
    PooledWindow<T> pooled;
    for (std::int64_t p = 0; p < output.planes(); ++p)
        for (std::int64_t oh = 0; oh < output.h; ++oh) {
            const double part =
                static_cast<double>(p * output.h + oh) / static_cast<double>(output.planes() * output.h);
            if (!goes_on(progress, begin + (1 - begin) * part)) return false;
            Budget row;
            for (std::int64_t ow = 0; ow < output.w; ++ow) {
                pool_window<T>(view, p, {oh, ow}, pooled);
                write_output<T>(pooled, results, p, {oh, ow});
                const auto cell_of = [&](Place cell) { return &(*grad_input)(p, cell.h, cell.w); };
                const bool nonzero = contribute_and_count<T>(view, p, pooled, cell_of, row);
                results.budget.set_contributes_to_nonzero(p, {oh, ow}, nonzero);
            }
            results.budget.set_row(p, oh, row);
        }
    return true;
}

template <class T>
bool pool_all(const PoolView& view, const PoolResults& results, const Progress& progress) {
    return kernels_compute(view) ? pool_by_kernels<T>(view, results, progress)
                                 : pool_by_windows<T>(view, results, progress);
}

template <class T>
Region repool_windows(const PoolView& view, const PoolResults& results, std::int64_t plane, const Region& windows) {
    const Shape& output = results.argmax.shape();
    PooledWindow<T> pooled;
    for (std::int64_t oh = windows.rows.first; oh < windows.rows.last; ++oh)
        for (std::int64_t ow = windows.cols.first; ow < windows.cols.last; ++ow) {
            pool_window<T>(view, plane, {oh, ow}, pooled);
            write_output<T>(pooled, results, plane, {oh, ow});
        }
    const Region cells = cells_of(view, windows);
    PoolView known = view;
    known.argmax = &results.argmax;
    const Patch<T> patch = patch_before<T>(known, output, {plane, {output.h, 0}}, cells);
    auto& grad_input = std::get<Tensor<T>>(results.grad_input);
    for (std::int64_t h = cells.rows.first; h < cells.rows.last; ++h)
        for (std::int64_t w = cells.cols.first; w < cells.cols.last; ++w)
            grad_input(plane, h, w) = patch.values[patch.index({h, w})];
    // Windows on padding alone reach no cell, and have a budget all the same.
    Range rows = windows.rows;
    if (const Range reaching = windows_reaching(view, output, cells).rows; reaching.size() > 0)
        rows = {std::min(rows.first, reaching.first), std::max(rows.last, reaching.last)};
    if (kernels_compute(view)) update_budget_rows_by_argmax<T>(view, results.argmax, plane, rows, results.budget);
    else update_budget_rows(known, plane, rows, results.budget);
    results.budget.add_up();
    return cells;
}

}  // namespace

bool kernels_compute(const PoolView& view) { return kernels::computes(view.rules); }

bool pool(const PoolView& view, const PoolResults& results, const Progress& progress) {
    results.argmax = Argmax(shape_of(view.input), view.geometry);
    results.budget = BudgetTable(output_of(view));
    const bool done =
        with_dtype(dtype_of(view.input), [&]<class T>(T) { return pool_all<T>(view, results, progress); });
    if (done) results.budget.add_up();
    return done;
}

Region repool(const PoolView& view, const PoolResults& results, std::int64_t plane, const Region& windows) {
    return with_dtype(dtype_of(view.input),
                      [&]<class T>(T) { return repool_windows<T>(view, results, plane, windows); });
}

std::int64_t windows_to_repool(const PoolView& view, const Region& windows) {
    const Shape output = output_of(view);
    const Region reaching = windows_reaching(view, output, cells_of(view, windows));
    const std::int64_t rows_again = kernels_compute(view) ? 0 : 2 * reaching.rows.size() * output.w;
    return windows.cells() + reaching.cells() + rows_again;
}

}  // namespace poolwalk
