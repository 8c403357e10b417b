#include "core/pool/window.h"

namespace poolwalk {
namespace {

// Output coordinates [lowest, highest] along one axis whose windows span input coordinate `at`; with dilation, only
// those have a slot on it of which is_on() says so.
struct Covering {
    std::int64_t padded, lowest, highest, stride, dilation;

    bool is_on(std::int64_t o) const { return (padded - o * stride) % dilation == 0; }
    std::vector<std::int64_t> all() const {
        std::vector<std::int64_t> result;
        count_visits(std::max<std::int64_t>(highest - lowest + 1, 0));
        for (std::int64_t o = lowest; o <= highest; ++o)
            if (is_on(o)) result.push_back(o);
        return result;
    }
    // The first and the last of them; looks at as many as the dilation at most.
    std::optional<std::pair<std::int64_t, std::int64_t>> ends() const {
        std::int64_t first = lowest, last = highest;
        while (first <= last && !is_on(first)) ++first;
        while (last > first && !is_on(last)) --last;
        count_visits(first - lowest + highest - last + 1);
        return first <= last ? std::optional(std::pair(first, last)) : std::nullopt;
    }
};

Covering covering(std::int64_t at, std::int64_t begin, std::int64_t kernel, std::int64_t stride,
                  std::int64_t dilation, std::int64_t outputs) {
    // at + begin = o * stride + slot * dilation with 0 <= slot < kernel
    const std::int64_t padded = at + begin, reach = dilation * (kernel - 1);
    const std::int64_t lowest = padded > reach ? (padded - reach + stride - 1) / stride : 0;
    return {padded, lowest, std::min(outputs - 1, padded / stride), stride, dilation};
}

Covering rows_over(const Geometry& g, const Shape& output, Place cell) {
    return covering(cell.h, g.pads.top, g.kernel.rows, g.stride.rows, g.dilation.rows, output.h);
}
Covering cols_over(const Geometry& g, const Shape& output, Place cell) {
    return covering(cell.w, g.pads.left, g.kernel.cols, g.stride.cols, g.dilation.cols, output.w);
}

}  // namespace

std::vector<Place> windows_of(const Geometry& g, const Shape& output, Place cell) {
    const auto rows = rows_over(g, output, cell).all();
    const auto cols = cols_over(g, output, cell).all();
    std::vector<Place> windows;
    windows.reserve(rows.size() * cols.size());
    count_visits(std::ssize(rows) * std::ssize(cols));
    for (const std::int64_t oh : rows)
        for (const std::int64_t ow : cols) windows.push_back({oh, ow});
    return windows;
}

std::optional<WindowSpan> window_span_of(const Geometry& g, const Shape& output, Place cell) {
    const auto rows = rows_over(g, output, cell).ends(), cols = cols_over(g, output, cell).ends();
    if (!rows || !cols) return std::nullopt;
    return WindowSpan{{rows->first, cols->first}, {rows->second, cols->second}};
}

std::int64_t count_windows_after(const Geometry& g, const Shape& output, Place cell, Place window) {
    const auto rows = rows_over(g, output, cell).all();
    const auto cols = cols_over(g, output, cell).all();
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
