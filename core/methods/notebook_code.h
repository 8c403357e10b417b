// The NumPy code of the published write-ups and notebooks, in our own words: what method_rows.cpp makes its rows of.
// The libraries' code is library_code.h's.
//
// In the code X and dY are arrays of the method's layout, N, C, H, W, H_out, W_out and the helpers of
// program_parts.h are there, K and S are the rows of kernel and stride, Y_shape is the shape of Y.
// Names mean one thing: n, ch an image and a channel, i, j a window, r, c a cell of X.
#pragma once

#include "core/methods/methods.h"

namespace poolwalk::method_code {

extern const MethodCode loops_break, window_argmax, window_mask, repeat_mask, im2col, strided_loop, strided_mask;

}  // namespace poolwalk::method_code
