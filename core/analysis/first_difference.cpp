#include "core/analysis/first_difference.h"

#include <algorithm>

#include "core/base/check.h"

namespace poolwalk::diagnosis {
namespace {

// The cells of one plane that differ.
struct Differing {
    std::int64_t plane, width;
    std::vector<bool> cells;

    bool holds(Place at) const { return cells[static_cast<std::size_t>(at.h * width + at.w)]; }
};

std::vector<Place> receivers_of(const PoolTask& task, const Rules& rules, std::int64_t plane, Place window) {
    return std::visit(
        [&]<class T>(const Tensor<T>& input) {
            PooledWindow<T> pooled;
            pool_window<T>(input.plane(plane), task.geometry, rules, window, pooled);
            std::ranges::sort(pooled.receivers);
            return pooled.receivers;
        },
        task.input);
}

std::vector<Place> cells_of_window(const PoolTask& task, Place window) {
    const Shape& x = shape_of(task.input);
    std::vector<Place> cells;
    for_each_cell(task.geometry, x.h, x.w, window,
                  [&](std::int64_t, std::int64_t, Place cell) { cells.push_back(cell); });
    return cells;
}

void find_window(const PoolTask& task, const Differing& differing, NearestRules& nearest) {
    const Shape& windows = shape_of(task.grad_output);
    for (const bool receiving : {true, false})
        for (std::int64_t oh = 0; oh < windows.h; ++oh)
            for (std::int64_t ow = 0; ow < windows.w; ++ow) {
                const auto cells = receiving ? receivers_of(task, nearest.rules, differing.plane, {oh, ow})
                                             : cells_of_window(task, {oh, ow});
                const auto first = std::ranges::find_if(cells, [&](Place at) { return differing.holds(at); });
                if (first == cells.end()) continue;
                nearest.window = {oh, ow};
                nearest.cell = *first;
                return;
            }
}

}  // namespace

void find_first_difference(const PoolTask& task, const Site& site, const Given& given, NearestRules& nearest) {
    const Shape& x = site.input;
    const auto arrays = grad_inputs(task, x, nearest.rules);
    const std::vector<double>& values = arrays[static_cast<std::size_t>(nearest.rules.overlap)];
    const std::vector<double> largest = scales(task, x);
    const Wanted wanted{values, largest, site};
    const auto differs = [&](std::size_t i) { return compare(given, wanted, i) == Agreement::None; };

    std::size_t first = 0;
    while (first < values.size() && !differs(first)) ++first;
    POOLWALK_CHECK(first < values.size());
    const std::size_t in_plane = static_cast<std::size_t>(x.plane_cells()), start = first / in_plane * in_plane;
    Differing differing{static_cast<std::int64_t>(first / in_plane), x.w, std::vector<bool>(in_plane)};
    for (std::size_t i = 0; i < in_plane; ++i) differing.cells[i] = differs(start + i);

    nearest.plane = differing.plane;
    const auto offset = static_cast<std::int64_t>(first - start);
    nearest.cell = {offset / x.w, offset % x.w};
    find_window(task, differing, nearest);
    const std::size_t at = start + static_cast<std::size_t>(nearest.cell.h * x.w + nearest.cell.w);
    nearest.got = given.values[at];
    nearest.want = values[at];
}

}  // namespace poolwalk::diagnosis
