// The cells of a window, and the windows of a cell. Both are computed from the geometry alone, in time proportional
// to the result; nothing is stored. What is in the cells is max_pool's matter.
//
// Window (oh, ow) has kernel.rows x kernel.cols slots; slot (r, c) lies on input cell
//   h = oh * stride.rows - pads.top  + r * dilation.rows,   w alike.
// A slot outside [0, H) x [0, W) lies on padding: it is not a cell, never wins, never receives.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/base/visits.h"
#include "core/pool/geometry.h"

namespace poolwalk {

// A place in a plane of the input, or (as a window) of the output.
struct Place {
    std::int64_t h = 0, w = 0;
    bool operator==(const Place&) const = default;
    auto operator<=>(const Place&) const = default;
};

// The input place of slot (r, c) of window `window`; it may lie on padding.
inline Place slot_place(const Geometry& g, Place window, std::int64_t r, std::int64_t c) {
    return {window.h * g.stride.rows - g.pads.top + r * g.dilation.rows,
            window.w * g.stride.cols - g.pads.left + c * g.dilation.cols};
}

inline bool inside(Place place, std::int64_t rows, std::int64_t cols) {
    return place.h >= 0 && place.h < rows && place.w >= 0 && place.w < cols;
}

// Slots [begin, end) of one axis of a window that lie inside the input.
struct SlotRange {
    std::int64_t begin = 0, end = 0;
    std::int64_t size() const { return end - begin; }
};

// `start`: input coordinate of slot 0; `cells`: extent of the input along this axis.
inline SlotRange slots_inside(std::int64_t start, std::int64_t kernel, std::int64_t dilation, std::int64_t cells) {
    const std::int64_t begin = start >= 0 ? 0 : (-start + dilation - 1) / dilation;
    const std::int64_t last = cells - 1 - start;  // distance from slot 0 to the last cell
    const std::int64_t end = last < 0 ? 0 : std::min(kernel, last / dilation + 1);
    return begin < end ? SlotRange{begin, end} : SlotRange{};
}

// Rows or columns [first, last) of a plane.
struct Range {
    std::int64_t first = 0, last = 0;
    std::int64_t size() const { return last - first; }
    bool operator==(const Range&) const = default;
};
struct Region {
    Range rows, cols;
    std::int64_t cells() const { return rows.size() * cols.size(); }
    bool holds(Place at) const {
        return at.h >= rows.first && at.h < rows.last && at.w >= cols.first && at.w < cols.last;
    }
    bool operator==(const Region&) const = default;
};

// Calls visit(r, c, place) for each slot of the window that lies in the region, row by row.
template <class Visit>
void for_each_cell(const Geometry& g, const Region& cells, Place window, Visit&& visit) {
    const Place start = slot_place(g, window, 0, 0);
    const SlotRange r_range =
        slots_inside(start.h - cells.rows.first, g.kernel.rows, g.dilation.rows, cells.rows.size());
    const SlotRange c_range =
        slots_inside(start.w - cells.cols.first, g.kernel.cols, g.dilation.cols, cells.cols.size());
    count_visits(r_range.size() * c_range.size());
    for (std::int64_t r = r_range.begin; r < r_range.end; ++r)
        for (std::int64_t c = c_range.begin; c < c_range.end; ++c) visit(r, c, slot_place(g, window, r, c));
}
// The same of a plane of rows x cols cells.
template <class Visit>
void for_each_cell(const Geometry& g, std::int64_t rows, std::int64_t cols, Place window, Visit&& visit) {
    for_each_cell(g, Region{{0, rows}, {0, cols}}, window, std::forward<Visit>(visit));
}

// Every window (of oh x ow output places) that holds cell `cell`, in row-major order.
std::vector<Place> windows_of(const Geometry& g, const Shape& output, Place cell);
// The first of them and the last; absent: there are none. In time proportional to a side of the kernel, as what
// follows.
struct WindowSpan {
    Place first, last;
};
std::optional<WindowSpan> window_span_of(const Geometry& g, const Shape& output, Place cell);
// How many those are, and how many of them come after `window`.
std::int64_t count_windows_of(const Geometry& g, const Shape& output, Place cell);
std::int64_t count_windows_after(const Geometry& g, const Shape& output, Place cell, Place window);

}  // namespace poolwalk
