#include "core/pool/max_pool.h"

#include <algorithm>
#include <cmath>

namespace poolwalk {
namespace {

// NaN beats every number and nothing beats NaN; otherwise `>`. So +0 and -0 tie.
template <class T>
bool beats(T value, T best) {
    return std::isnan(value) ? !std::isnan(best) : value > best;
}

template <class T>
bool ties(T value, T best) {
    return value == best || (std::isnan(value) && std::isnan(best));
}

// Is slot (r, c) among the first `slots` of the scan?
bool scanned(const TieRow& tie, const Geometry& g, std::int64_t r, std::int64_t c, std::int64_t slots) {
    const std::int64_t rank = tie.scan == Scan::RowByRow ? r * g.kernel.cols + c : c * g.kernel.rows + r;
    return rank < slots;
}

// The cells among `maxima` (row by row) that the tie rule chooses, in scanning order.
void choose_receivers(const TieRow& tie, const std::vector<Place>& maxima, std::vector<Place>& receivers) {
    receivers = maxima;
    if (tie.scan == Scan::ColumnByColumn)
        std::ranges::sort(receivers, [](Place a, Place b) { return a.w != b.w ? a.w < b.w : a.h < b.h; });
    if (tie.only_last) receivers.erase(receivers.begin(), receivers.end() - 1);
    if (tie.leaves == Break::Window) receivers.resize(1);
    if (tie.leaves == Break::Line) {
        const auto same_line = [&](Place a, Place b) { return tie.scan == Scan::RowByRow ? a.h == b.h : a.w == b.w; };
        receivers.erase(std::unique(receivers.begin(), receivers.end(), same_line), receivers.end());
    }
}

}  // namespace

template <class T>
void pool_window(Plane<const T> input, const Geometry& geometry, const Rules& rules, Place window,
                 PooledWindow<T>& pooled, std::int64_t slots) {
    const TieRow& tie = row(rules.tie);
    pooled.window = window;
    pooled.value = -std::numeric_limits<T>::infinity();
    pooled.maxima.clear();
    pooled.receivers.clear();
    pooled.cells = 0;
    pooled.shared = tie.shares;
    for_each_cell(geometry, input.rows, input.cols, window, [&](std::int64_t r, std::int64_t c, Place at) {
        if (!scanned(tie, geometry, r, c, slots)) return;
        const T value = input(at.h, at.w);
        if (pooled.cells++ == 0 || beats(value, pooled.value)) {
            pooled.value = value;
            pooled.maxima.assign(1, at);
        } else if (ties(value, pooled.value)) {
            pooled.maxima.push_back(at);
        }
    });
    if (pooled.cells == 0) return;
    const bool is_nan = std::isnan(pooled.value);
    if (is_nan && !row(rules.nan).matches) {
        pooled.maxima.clear();
        return;
    }
    choose_receivers(row(tie_in_window(rules, is_nan)), pooled.maxima, pooled.receivers);
    // Y comes from the cell that argmax names: among +0 and -0 that decides the sign.
    pooled.value = input(pooled.receivers.front().h, pooled.receivers.front().w);
}

template <class T>
Forward<T> max_pool_forward(const Tensor<T>& input, const Geometry& geometry, const Rules& rules) {
    const Shape shape = output_shape(input.shape(), geometry);
    Forward<T> result{Tensor<T>(shape), Tensor<std::int32_t>(shape), Tensor<std::int32_t>(shape)};
    PooledWindow<T> pooled;
    for (std::int64_t p = 0; p < shape.planes(); ++p) {
        const auto plane = input.plane(p);
        for (std::int64_t oh = 0; oh < shape.h; ++oh)
            for (std::int64_t ow = 0; ow < shape.w; ++ow) {
                pool_window<T>(plane, geometry, rules, {oh, ow}, pooled);
                const bool none = pooled.receivers.empty();
                const Place best = none ? Place{} : pooled.receivers.front();
                result.output(p, oh, ow) = pooled.value;
                result.argmax(p, oh, ow) = none ? -1 : static_cast<std::int32_t>(best.h * input.shape().w + best.w);
                result.tie_count(p, oh, ow) = static_cast<std::int32_t>(pooled.maxima.size());
            }
    }
    return result;
}

template <class T>
Backward<T> max_pool_backward(const Tensor<T>& input, const Tensor<T>& grad_output, const Geometry& geometry,
                              const Rules& rules) {
    const Shape shape = grad_output.shape();
    Backward<T> result{Tensor<T>(input.shape()), Tensor<std::int32_t>(input.shape())};
    PooledWindow<T> pooled;
    for (std::int64_t p = 0; p < shape.planes(); ++p) {
        const auto plane = input.plane(p);
        for (std::int64_t oh = 0; oh < shape.h; ++oh)
            for (std::int64_t ow = 0; ow < shape.w; ++ow) {
                pool_window<T>(plane, geometry, rules, {oh, ow}, pooled);
                contribute<T>(pooled, geometry, rules.overlap, grad_output(p, oh, ow), result.grad_input.plane(p));
                for (const Place at : pooled.receivers) ++result.hits(p, at.h, at.w);
            }
    }
    return result;
}

#define POOLWALK_INSTANTIATE(T)                                                                                      \
    template void pool_window(Plane<const T>, const Geometry&, const Rules&, Place, PooledWindow<T>&, std::int64_t); \
    template Forward<T> max_pool_forward(const Tensor<T>&, const Geometry&, const Rules&);                           \
    template Backward<T> max_pool_backward(const Tensor<T>&, const Tensor<T>&, const Geometry&, const Rules&);
POOLWALK_INSTANTIATE(float)
POOLWALK_INSTANTIATE(double)
#undef POOLWALK_INSTANTIATE

}  // namespace poolwalk
