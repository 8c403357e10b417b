// What cells of dX hold at a given moment of the backward pass. Nothing is stored: the few earlier
// windows that reach the cells in question contribute again, in their order and in the array's type,
// so the answer has the bits of the real pass. The walk, the ledger and the budget stand on this.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "core/pool/max_pool.h"
#include "core/pool/region.h"

namespace poolwalk {

// Just before `window` of plane `plane` contributes. Window {OH, 0} stands for "all have contributed".
struct Moment {
    std::int64_t plane = 0;
    Place window;
};

// What `cells` of dX hold; looks once at each earlier window that can hold one of them.
std::map<Place, double> balances_before(const PoolView& view, const Shape& output, Moment moment,
                                        const std::vector<Place>& cells);
double balance_before(const PoolView& view, const Shape& output, Moment moment, Place cell);

// A part of a plane of dX.
template <class T>
struct Patch {
    Region region;
    std::vector<T> values;  // row by row; 0 at first

    explicit Patch(const Region& of) : region(of), values(static_cast<std::size_t>(of.cells())) {}

    std::size_t index(Place cell) const {
        return static_cast<std::size_t>((cell.h - region.rows.first) * region.cols.size() + cell.w -
                                        region.cols.first);
    }
    T* at(Place cell) { return region.holds(cell) ? &values[index(cell)] : nullptr; }
};

// What those cells hold; pools the windows that reach them.
template <class T>
Patch<T> patch_before(const PoolView& view, const Shape& output, Moment moment, const Region& region);

// dY of the window, or null where dY is smaller than Y.
template <class T>
const T* grad_output_at(const PoolView& view, std::int64_t plane, Place window) {
    const auto& grad_output = std::get<Tensor<T>>(view.grad_output);
    const bool given = inside(window, grad_output.shape().h, grad_output.shape().w);
    return given ? &grad_output(plane, window.h, window.w) : nullptr;
}

template <class T>
void pool_window(const PoolView& view, std::int64_t plane, Place window, PooledWindow<T>& pooled) {
    pool_window<T>(std::get<Tensor<T>>(view.input).plane(plane), view.geometry, view.rules, window, pooled);
}

// pool_window() for those who ask only who receives: `value` means nothing, and `maxima` are the receivers where the
// argmax is known and is the only one.
template <class T>
void find_receivers(const PoolView& view, std::int64_t plane, Place window, PooledWindow<T>& pooled);

// How many cells it looks at: one, or all of the window.
std::int64_t cells_per_look(const PoolView& view);

// contribute() for the cells that `cell_of` points to.
template <class T, class CellOf>
GradientChange contribute(const PoolView& view, const PooledWindow<T>& pooled, T grad_output, CellOf&& cell_of) {
    const Shape& input = shape_of(view.input);
    return contribute(pooled, Writing{view.geometry, view.rules.overlap, input.h, input.w}, grad_output, cell_of);
}

}  // namespace poolwalk
