// Max pooling, forward and backward, for every rule, written to be read: this is the truth that
// everything else in the program is measured against. pool_window() finds one window's maximum, contribute()
// writes what the window gives to dX; the passes over a tensor, the walk, the ledger and the budget are all
// made of these two.
//
// In the formulas X is input [N, C, H, W], Y output [N, C, OH, OW], dY grad_output, dX grad_input.
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "core/pool/rules.h"
#include "core/pool/tensor.h"
#include "core/pool/window.h"

#if defined(__FAST_MATH__)
#error "NaN, infinities and signed zeros are the point of this program: do not build it with -ffast-math"
#endif

namespace poolwalk {

// One window of one plane of X, as the rules see it.
template <class T>
struct PooledWindow {
    Place window;
    T value = -std::numeric_limits<T>::infinity();  // Y; NaN if a cell is NaN; -inf without a cell
    std::vector<Place> maxima;                      // cells equal to the maximum, row by row; empty: none matched
    std::vector<Place> receivers;                   // those that receive gradient, in that order
    std::int64_t cells = 0;                         // cells of X in the window
    bool shared = false;                            // each receiver gets dY / receivers.size() instead of dY

    bool dropped_for_nan() const { return cells > 0 && maxima.empty(); }
    // What one receiver gets of `grad_output`.
    T share(T grad_output) const { return shared ? grad_output / static_cast<T>(receivers.size()) : grad_output; }
};

// Pools the window's first `slots` slots in the tie rule's scanning order (all by default).
// The result is written over `pooled`, whose memory is reused.
template <class T>
void pool_window(Plane<const T> input, const Geometry& geometry, const Rules& rules, Place window,
                 PooledWindow<T>& pooled, std::int64_t slots = std::numeric_limits<std::int64_t>::max());

// What one window did to dX, added in double.
struct GradientChange {
    double added = 0;        // by how much the sum of dX grew; negative where it shrank
    double overwritten = 0;  // gradient that stood in dX and is gone
};

// How windows write into a dX of rows x cols cells.
struct Writing {
    const Geometry& geometry;
    OverlapRule overlap;
    std::int64_t rows = 0, cols = 0;
};

// Writes the window's contributions to dX by the overlap rule. `cell_of(place)` points to that cell of dX, or is
// null where the cell is to be left alone.
template <class T, class CellOf>
GradientChange contribute(const PooledWindow<T>& pooled, const Writing& writing, T grad_output, CellOf&& cell_of) {
    const OverlapRow& rule = row(writing.overlap);
    GradientChange change;
    const auto replace = [&change](T& cell, T value) {
        change.overwritten += static_cast<double>(cell);
        change.added += static_cast<double>(value) - static_cast<double>(cell);
        cell = value;
    };
    const auto add = [&change](T& cell, T share) {
        const double growth = static_cast<double>(cell + share) - static_cast<double>(cell);
        change.added += std::isfinite(growth) ? growth : static_cast<double>(share);
        cell += share;
    };
    if (rule.clears_window)
        for_each_cell(writing.geometry, writing.rows, writing.cols, pooled.window,
                      [&](std::int64_t, std::int64_t, Place place) {
                          if (T* cell = cell_of(place)) replace(*cell, T{0});
                      });
    for (const Place place : pooled.receivers) {
        T* cell = cell_of(place);
        if (!cell) continue;
        if (rule.adds) add(*cell, pooled.share(grad_output));
        else replace(*cell, pooled.share(grad_output));
    }
    return change;
}
// The same for a whole plane of dX.
template <class T>
GradientChange contribute(const PooledWindow<T>& pooled, const Geometry& geometry, OverlapRule overlap, T grad_output,
                          Plane<T> grad_input) {
    return contribute(pooled, Writing{geometry, overlap, grad_input.rows, grad_input.cols}, grad_output,
                      [&](Place place) { return &grad_input(place.h, place.w); });
}

template <class T>
struct Forward {
    Tensor<T> output;                // [N, C, OH, OW]
    Tensor<std::int32_t> argmax;     // h * W + w in the input plane of the cell Y came from; -1 none
    Tensor<std::int32_t> tie_count;  // cells equal to the maximum; 0 none
};

// The geometry must be valid for the input (validate()).
template <class T>
Forward<T> max_pool_forward(const Tensor<T>& input, const Geometry& geometry, const Rules& rules);

template <class T>
struct Backward {
    Tensor<T> grad_input;       // [N, C, H, W]
    Tensor<std::int32_t> hits;  // windows that routed gradient to each cell
};

// grad_output may be smaller than the output: it then stands for the top-left windows.
// Windows are visited row by row within each plane; sums are made in that order, in T.
template <class T>
Backward<T> max_pool_backward(const Tensor<T>& input, const Tensor<T>& grad_output, const Geometry& geometry,
                              const Rules& rules);

}  // namespace poolwalk
