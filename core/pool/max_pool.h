// Max pooling, forward and backward, for every rule, written to be read: this is the truth that
// everything else in the program is measured against. One window is looked at by look_at_window()
// and paid out by pay_window(); the passes over a tensor, the walk, the ledger and the budget are
// all made of these two.
//
// In the formulas X is input [N, C, H, W], Y output [N, C, OH, OW], dY grad_output, dX grad_input.
#pragma once

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
struct WindowLook {
    T value = -std::numeric_limits<T>::infinity();  // Y; NaN if a cell is NaN; -inf without a cell
    std::vector<Place> maxima;                      // cells equal to the maximum, row by row; empty: none matched
    std::vector<Place> receivers;                   // those that receive gradient, in the order they are paid
    std::int64_t cells = 0;                         // cells of X in the window
    bool shared = false;                            // each receiver gets dY / receivers.size() instead of dY

    bool dropped_for_nan() const { return cells > 0 && maxima.empty(); }
    // What one receiver gets of `grad_output`.
    T share(T grad_output) const { return shared ? grad_output / static_cast<T>(receivers.size()) : grad_output; }
};

// Looks at the window's first `slots` slots in the tie rule's scanning order (all by default).
// The result is written over `look`, whose memory is reused.
template <class T>
void look_at_window(const ConstPlane<T>& input, const Geometry& geometry, const Rules& rules, Place window,
                    WindowLook<T>& look, std::int64_t slots = std::numeric_limits<std::int64_t>::max());

// What one window did to the plane's dX.
template <class T>
struct Payment {
    T paid = 0;  // sum over the receivers
    T lost = 0;  // gradient that stood in dX and was overwritten
};

// Pays `grad_output` to the window's receivers in `grad_input` by the overlap rule.
template <class T>
Payment<T> pay_window(const WindowLook<T>& look, const Geometry& geometry, OverlapRule overlap, Place window,
                      T grad_output, Plane<T> grad_input);

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
