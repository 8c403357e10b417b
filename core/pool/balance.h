// What cells of dX hold at a given moment of the backward pass. Nothing is stored: the few earlier
// windows that reach the cells in question are paid again, in their order and in the array's type,
// so the answer has the bits of the real pass. The walk, the ledger and the budget stand on this.
#pragma once

#include <cmath>
#include <cstdint>
#include <map>
#include <vector>

#include "core/pool/walk.h"

namespace poolwalk {

// Just before `window` of plane `plane` is paid. Window {OH, 0} stands for "all are paid".
struct Moment {
    std::int64_t plane = 0;
    Place window;
};

// What `cells` of dX hold; looks once at each earlier window that holds one of them.
std::map<Place, double> balances_before(const PoolView& view, const Shape& output, Moment moment,
                                        const std::vector<Place>& cells);
double balance_before(const PoolView& view, const Shape& output, Moment moment, Place cell);

// Rows [first, last) of a plane of the input.
struct Rows {
    std::int64_t first = 0, last = 0;
};

// The rows that the windows of row `oh` span.
Rows rows_of_windows(const PoolView& view, std::int64_t oh);

// Some rows of a plane of dX.
template <class T>
struct Strip {
    Rows rows;
    Matrix<T> values;

    T* at(Place cell) {
        return cell.h >= rows.first && cell.h < rows.last ? &values(cell.h - rows.first, cell.w) : nullptr;
    }
};

// What those rows hold; looks at the rows of windows that reach them.
template <class T>
Strip<T> strip_before(const PoolView& view, const Shape& output, Moment moment, Rows rows);

// dY of the window, or null where dY is smaller than Y.
template <class T>
const T* grad_output_at(const PoolView& view, std::int64_t plane, Place window) {
    const auto& grad_output = std::get<Tensor<T>>(view.grad_output);
    const bool given = inside(window, grad_output.shape().h, grad_output.shape().w);
    return given ? &grad_output(plane, window.h, window.w) : nullptr;
}

template <class T>
void look_at(const PoolView& view, std::int64_t plane, Place window, WindowLook<T>& look) {
    look_at_window<T>(std::get<Tensor<T>>(view.input).plane(plane), view.geometry, view.rules, window, look);
}

// How the sum of dX changed, and what was thrown away.
struct Change {
    double out = 0, lost = 0;
};

// pay_window() for the cells that `at` answers with a pointer; the others are left alone.
template <class T, class At>
Change pay_into(const PoolView& view, const WindowLook<T>& look, Place window, T grad_output, At&& at) {
    const OverlapRow& rule = row(view.rules.overlap);
    const Shape& shape = shape_of(view.input);
    Change change;
    const auto replace = [&change](T& held, T value) {
        change.lost += static_cast<double>(held);
        change.out += static_cast<double>(value) - static_cast<double>(held);
        held = value;
    };
    const auto add = [&change](T& held, T share) {
        const double grown = static_cast<double>(held + share) - static_cast<double>(held);
        change.out += std::isfinite(grown) ? grown : static_cast<double>(share);
        held += share;
    };
    if (rule.clears_window)
        for_each_cell(view.geometry, shape.h, shape.w, window, [&](std::int64_t, std::int64_t, Place cell) {
            if (T* held = at(cell)) replace(*held, T{0});
        });
    for (const Place cell : look.receivers) {
        T* held = at(cell);
        if (!held) continue;
        if (rule.adds) add(*held, look.share(grad_output));
        else replace(*held, look.share(grad_output));
    }
    return change;
}

}  // namespace poolwalk
