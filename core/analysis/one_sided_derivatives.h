// The exact one-sided derivatives of the loss L = sum(dY * Y) in the direction of one cell of X, and the numbers that
// a gradient can have there. Whether a whole dX is a gradient is subgradient.h's.
#pragma once

#include <vector>

#include "core/pool/walk.h"

namespace poolwalk {

// Derivatives of L when one cell of X is nudged, exact from the windows. Nudged up, a maximal cell
// takes its window's maximum along; nudged down only if it is the only maximal cell.
struct OneSided {
    double left = 0, right = 0;
    // What weights can give this cell; with dY >= 0 the same as left and right. Where tied windows have
    // both signs, a generalised gradient can lie outside [left, right], but never outside these.
    double lowest = 0, highest = 0;
    double scale = 0;  // sum of |dY| over the windows that the cell is a maximum of
    bool operator==(const OneSided&) const = default;
};

// NaN where a window of the cell has a NaN and dY != 0.
OneSided one_sided(const PoolView& view, const Shape& output, std::int64_t plane, Place cell);
// The same for each cell of a plane, row by row, in one pass over the windows.
std::vector<OneSided> one_sided_of_plane(const PoolView& view, std::int64_t plane);

// Does `grad_input` lie within [lowest, highest], but for the rounding of `dtype`? False for NaN.
bool within_reach(const OneSided& sides, double grad_input, DType dtype);

}  // namespace poolwalk
