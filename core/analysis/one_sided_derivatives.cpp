#include "core/analysis/one_sided_derivatives.h"

#include <algorithm>
#include <limits>

#include "core/analysis/tie_groups.h"

namespace poolwalk {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

// One window's part in the derivatives of a cell that it has as a maximum.
void add_window(OneSided& sides, double grad_output, bool only_maximum) {
    sides.right += grad_output;
    sides.scale += std::abs(grad_output);
    if (only_maximum) sides.left += grad_output;
    if (only_maximum || grad_output < 0) sides.lowest += grad_output;
    if (only_maximum || grad_output > 0) sides.highest += grad_output;
}

template <class T>
OneSided sides_of(const PoolView& view, const Shape& output, std::int64_t plane, Place cell) {
    const Rules by_tie{TieRule::First, OverlapRule::Accumulate, NanRule::ByTie};
    const PoolView plain{view.input, view.grad_output, view.geometry, by_tie};
    OneSided sides;
    PooledWindow<T> pooled;
    for (const Place window : windows_of(view.geometry, output, cell)) {
        const T* grad_output = grad_output_at<T>(view, plane, window);
        if (!grad_output || *grad_output == 0) continue;
        pool_window<T>(plain, plane, window, pooled);
        if (std::isnan(pooled.value)) return {nan, nan, nan, nan, nan};
        if (std::ranges::find(pooled.maxima, cell) != pooled.maxima.end())
            add_window(sides, static_cast<double>(*grad_output), pooled.maxima.size() == 1);
    }
    return sides;
}

template <class T>
std::vector<OneSided> sides_of_plane(const PoolView& view, std::int64_t plane) {
    const Shape& shape = shape_of(view.input);
    std::vector<OneSided> all(static_cast<std::size_t>(shape.plane_cells()));
    const auto at = [&](Place cell) -> OneSided& { return all[static_cast<std::size_t>(cell.h * shape.w + cell.w)]; };
    for_each_counted_window<T>(view, plane, [&](Place window, double grad_output, const PooledWindow<T>& pooled) {
        if (std::isnan(pooled.value))
            for_each_cell(view.geometry, shape.h, shape.w, window, [&](std::int64_t, std::int64_t, Place cell) {
                at(cell) = {nan, nan, nan, nan, nan};
            });
        else
            for (const Place cell : pooled.maxima) add_window(at(cell), grad_output, pooled.maxima.size() == 1);
    });
    return all;
}

}  // namespace

OneSided one_sided(const PoolView& view, const Shape& output, std::int64_t plane, Place cell) {
    return with_dtype(dtype_of(view.input), [&]<class T>(T) { return sides_of<T>(view, output, plane, cell); });
}

std::vector<OneSided> one_sided_of_plane(const PoolView& view, std::int64_t plane) {
    return with_dtype(dtype_of(view.input), [&]<class T>(T) { return sides_of_plane<T>(view, plane); });
}

bool within_reach(const OneSided& sides, double grad_input, DType dtype) {
    const double tolerance = sides.scale * (dtype == DType::Float32 ? 1e-6 : 1e-12);
    return grad_input >= sides.lowest - tolerance && grad_input <= sides.highest + tolerance;
}

}  // namespace poolwalk
