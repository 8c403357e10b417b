#include "core/pool/window.h"

namespace poolwalk {
namespace {

// Output coordinates along one axis whose window has a slot on input coordinate `at`.
std::vector<std::int64_t> covering(std::int64_t at, std::int64_t begin, std::int64_t kernel, std::int64_t stride,
                                   std::int64_t dilation, std::int64_t outputs) {
    std::vector<std::int64_t> result;
    // at + begin = o * stride + slot * dilation with 0 <= slot < kernel
    const std::int64_t padded = at + begin;
    const std::int64_t reach = dilation * (kernel - 1);
    const std::int64_t lowest = padded > reach ? (padded - reach + stride - 1) / stride : 0;
    const std::int64_t highest = std::min(outputs - 1, padded / stride);
    for (std::int64_t o = lowest; o <= highest; ++o)
        if ((padded - o * stride) % dilation == 0) result.push_back(o);
    count_visits(std::max<std::int64_t>(highest - lowest + 1, 0));
    return result;
}

}  // namespace

std::vector<Place> windows_of(const Geometry& g, const Shape& output, Place cell) {
    const auto rows = covering(cell.h, g.pads.top, g.kernel.rows, g.stride.rows, g.dilation.rows, output.h);
    const auto cols = covering(cell.w, g.pads.left, g.kernel.cols, g.stride.cols, g.dilation.cols, output.w);
    std::vector<Place> windows;
    windows.reserve(rows.size() * cols.size());
    count_visits(std::ssize(rows) * std::ssize(cols));
    for (const std::int64_t oh : rows)
        for (const std::int64_t ow : cols) windows.push_back({oh, ow});
    return windows;
}

std::int64_t count_windows_after(const Geometry& g, const Shape& output, Place cell, Place window) {
    const auto rows = covering(cell.h, g.pads.top, g.kernel.rows, g.stride.rows, g.dilation.rows, output.h);
    const auto cols = covering(cell.w, g.pads.left, g.kernel.cols, g.stride.cols, g.dilation.cols, output.w);
    const auto beyond = [](const std::vector<std::int64_t>& places, std::int64_t place) {
        return places.end() - std::ranges::upper_bound(places, place);
    };
    const bool in_row = std::ranges::binary_search(rows, window.h);
    return beyond(rows, window.h) * std::ssize(cols) + (in_row ? beyond(cols, window.w) : 0);
}

std::int64_t count_windows_of(const Geometry& g, const Shape& output, Place cell) {
    return count_windows_after(g, output, cell, {-1, 0});
}

}  // namespace poolwalk
