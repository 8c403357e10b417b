// What cells of dX hold at a given moment of the backward pass. Nothing is stored: the few earlier
// windows that reach the cells in question are paid again, in their order and in the array's type,
// so the answer has the bits of the real pass. The walk, the ledger and the budget stand on this.
#pragma once

#include <cmath>
#include <cstdint>
#include <map>
#include <vector>

#include "core/pool/region.h"
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

// A part of a plane of dX.
template <class T>
struct Patch {
    Region region;
    Matrix<T> values;

    T* at(Place cell) {
        return region.holds(cell) ? &values(cell.h - region.rows.first, cell.w - region.cols.first) : nullptr;
    }
};

// What those cells hold; looks at the windows that reach them.
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
void look_at(const PoolView& view, std::int64_t plane, Place window, WindowLook<T>& look) {
    look_at_window<T>(std::get<Tensor<T>>(view.input).plane(plane), view.geometry, view.rules, window, look);
}

// How the sum of dX changed, and what was thrown away.
struct Flow {
    double out = 0, lost = 0;
};

// pay_window() for the cells that `at` answers with a pointer; the others are left alone.
template <class T, class At>
Flow pay_into(const PoolView& view, const WindowLook<T>& look, Place window, T grad_output, At&& at) {
    const OverlapRow& rule = row(view.rules.overlap);
    const Shape& shape = shape_of(view.input);
    Flow change;
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
