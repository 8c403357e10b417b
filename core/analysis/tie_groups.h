// What the verdict on a dX (subgradient.h) needs to know of X and dY: what each cell gets for certain,
// and the tied windows, in groups that share no cell. Windows with dY = 0 or without a cell are left out.
#pragma once

#include <optional>
#include <vector>

#include "core/pool/ledger/balance.h"

namespace poolwalk {

struct TieGroups {
    Shape input;
    DType dtype = DType::Float64;
    // Each cell, plane by plane and row by row.
    std::vector<double> fixed;  // sum of dY over the windows that it is the only maximum of
    std::vector<double> scale;  // sum of |dY| over the windows that it is a maximum of

    // Tied windows: window i holds amounts[i] over cells[starts[i]] to cells[starts[i + 1] - 1], which
    // are numbers in its plane. Group g has windows groups[g] to groups[g + 1] - 1.
    std::vector<double> amounts;
    std::vector<std::int64_t> starts{0}, groups{0};
    std::vector<std::int32_t> cells;
    std::vector<std::int64_t> planes;  // of each group

    bool finite = true;         // dY, and its sums in the array's type
    bool whole = true;          // every dY is a whole number
    bool has_negative = false;  // dY
    bool has_mixed_group = false;
    std::int64_t windows_of_a_cell = 1;  // at most
    struct NanWindow {
        std::int64_t plane = 0;
        std::vector<Place> cells;  // that are NaN
    };
    std::optional<NanWindow> nan;  // the first

    std::size_t group_count() const { return planes.size(); }
};

TieGroups tie_groups_of(const PoolView& view);

// Calls visit(window, dY, pooled) for each window of the plane that counts; its maxima are those by
// which NaNs tie, whatever the NaN rule.
template <class T, class Visit>
void for_each_counted_window(const PoolView& view, std::int64_t plane, Visit&& visit) {
    const Rules by_tie{TieRule::First, OverlapRule::Accumulate, NanRule::ByTie};
    const PoolView plain{view.input, view.grad_output, view.geometry, by_tie};
    const Shape& windows = shape_of(view.grad_output);
    PooledWindow<T> pooled;
    for (std::int64_t oh = 0; oh < windows.h; ++oh)
        for (std::int64_t ow = 0; ow < windows.w; ++ow) {
            const T grad_output = std::get<Tensor<T>>(view.grad_output)(plane, oh, ow);
            if (grad_output == 0) continue;
            pool_window<T>(plain, plane, {oh, ow}, pooled);
            if (pooled.cells > 0) visit(Place{oh, ow}, static_cast<double>(grad_output), pooled);
        }
}

}  // namespace poolwalk
