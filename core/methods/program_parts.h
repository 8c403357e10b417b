// Pieces of the Python programs that listing.cpp and methods.cpp write around their lines: arrays,
// sizes, the helpers that walk a window's cells, the prints.
#pragma once

#include <string>
#include <string_view>

#include "core/pool/walk.h"

namespace poolwalk::program {

// "np.array([1.0, 2.0, ], np.float64).reshape(...)": values in NCHW order as [N * C, H, W].
std::string array_of_planes(const AnyTensor& tensor);
// The same as [N, C, H, W] or [N, H, W, C].
std::string array_of(const AnyTensor& tensor, AxisOrder order);

// H, W, H_out, W_out, H_dY, W_dY and KH to PL, a line for each pair.
std::string sizes(const PoolView& view, const Shape& output);

bool any_nan(const AnyTensor& tensor);

// rows(i, j), cells(i, j), by_column(i, j), same(a, b), beats(a, b).
extern const std::string_view helpers;
// Makes numbers print so that they read back as themselves.
extern const std::string_view print_options;

}  // namespace poolwalk::program
