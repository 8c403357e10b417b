// A second, independent max pooling to hold the engine against: every window is gathered into a
// vector of slots, padding included, and each rule is then worked out as core/pool/rules.cpp words
// it. Slow on purpose; of core/pool only the types are used.
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <vector>

#include "core/pool/geometry.h"
#include "core/pool/rules.h"
#include "core/pool/tensor.h"

namespace poolwalk::reference {

using Index = std::int64_t;

// One slot of a window; `cell` is row * W + column in the plane, nothing on padding.
template <class T>
struct Slot {
    Index row, column;
    std::optional<Index> cell;
    T value{};
};

template <class T>
struct Verdict {
    T y = -std::numeric_limits<T>::infinity();
    std::vector<Index> equal;      // cells equal to the maximum
    std::vector<Index> receiving;  // cells that get gradient
};

// Flat, row-major arrays of N*C planes.
template <class T>
struct Pooled {
    Index oh = 0, ow = 0;
    std::vector<T> y, dx;
    std::vector<std::int32_t> argmax, tie_count, hits;
};

// Windows along one axis, by laying them down one after the other.
inline Index count_windows(Index n, Index begin, Index end, Index kernel, Index stride, Index dilation,
                           bool ceil_mode) {
    Index span = 0;
    for (Index slot = 0; slot < kernel; ++slot) span = slot * dilation + 1;
    const Index total = n + begin + end;
    Index count = 0;
    // Rounding up admits one more window when the one before left something uncovered.
    while (count * stride + span <= total + (ceil_mode ? stride - 1 : 0)) ++count;
    if (ceil_mode && count > 0 && (count - 1) * stride >= n + begin) --count;
    return count;
}

template <class T>
std::vector<Slot<T>> gather(const std::vector<T>& plane, Index height, Index width, const Geometry& g, Index oh,
                            Index ow) {
    std::vector<Slot<T>> slots;
    for (Index r = 0; r < g.kernel.rows; ++r)
        for (Index c = 0; c < g.kernel.cols; ++c) {
            const Index row = oh * g.stride.rows - g.pads.top + r * g.dilation.rows;
            const Index column = ow * g.stride.cols - g.pads.left + c * g.dilation.cols;
            Slot<T> slot{r, c, std::nullopt, T{}};
            if (0 <= row && row < height && 0 <= column && column < width) {
                slot.cell = row * width + column;
                slot.value = plane.at(static_cast<std::size_t>(*slot.cell));
            }
            slots.push_back(slot);
        }
    return slots;
}

// Who receives among the slots that equal the maximum (not empty, row-major).
template <class T>
std::vector<Index> receivers(const std::vector<Slot<T>>& equal, bool nan, const Rules& rules) {
    std::vector<Index> all;
    for (const auto& slot : equal) all.push_back(*slot.cell);
    switch (rules.tie) {
        case TieRule::First: return {nan && rules.nan == NanRule::LastNan ? all.back() : all.front()};
        case TieRule::Last: return {all.back()};
        case TieRule::All:
        case TieRule::Split: return all;
        case TieRule::FirstPerRow: {
            std::map<Index, Index> first_of_row;
            for (const auto& slot : equal) first_of_row.emplace(slot.row, *slot.cell);
            std::vector<Index> result;
            for (const auto& [row, cell] : first_of_row) result.push_back(cell);
            return result;
        }
        case TieRule::FirstColumnMajor: {
            std::map<std::pair<Index, Index>, Index> by_column;
            for (const auto& slot : equal) by_column.emplace(std::pair{slot.column, slot.row}, *slot.cell);
            return {by_column.begin()->second};
        }
    }
    return {};
}

template <class T>
Verdict<T> judge(const std::vector<Slot<T>>& window, const Rules& rules) {
    std::vector<Slot<T>> cells, equal;
    for (const auto& slot : window)
        if (slot.cell) cells.push_back(slot);
    Verdict<T> verdict;
    if (cells.empty()) return verdict;
    const bool nan = std::any_of(cells.begin(), cells.end(), [](const auto& slot) { return std::isnan(slot.value); });
    for (const auto& slot : cells) verdict.y = std::max(verdict.y, nan ? verdict.y : slot.value);
    for (const auto& slot : cells)
        if (nan ? std::isnan(slot.value) : slot.value == verdict.y) equal.push_back(slot);
    if (nan) verdict.y = std::numeric_limits<T>::quiet_NaN();
    if (nan && rules.nan == NanRule::NoMatch) return verdict;
    for (const auto& slot : equal) verdict.equal.push_back(*slot.cell);
    verdict.receiving = receivers(equal, nan, rules);
    for (const auto& slot : equal)
        if (*slot.cell == verdict.receiving.front()) verdict.y = slot.value;  // the sign of a zero
    return verdict;
}

template <class T>
void contribute(std::vector<T>& dx, const std::vector<Slot<T>>& window, const Verdict<T>& verdict, const Rules& rules,
                T dy) {
    if (rules.overlap == OverlapRule::AssignWindow)
        for (const auto& slot : window)
            if (slot.cell) dx[static_cast<std::size_t>(*slot.cell)] = T{0};
    const T each = rules.tie == TieRule::Split ? dy / static_cast<T>(verdict.receiving.size()) : dy;
    for (const Index cell : verdict.receiving) {
        T& target = dx[static_cast<std::size_t>(cell)];
        target = rules.overlap == OverlapRule::Accumulate ? target + each : each;
    }
}

// x is [N, C, H, W], dy [N, C, dH, dW], both flat; windows that dy does not have are not visited.
template <class T>
struct Question {
    std::vector<T> x, dy;
    Shape x_shape, dy_shape;
};

template <class T>
Pooled<T> pool(const Question<T>& question, const Geometry& g, const Rules& rules) {
    const auto& [x, dy, shape, dy_shape] = question;
    Pooled<T> result;
    result.oh =
        count_windows(shape.h, g.pads.top, g.pads.bottom, g.kernel.rows, g.stride.rows, g.dilation.rows, g.ceil_mode);
    result.ow =
        count_windows(shape.w, g.pads.left, g.pads.right, g.kernel.cols, g.stride.cols, g.dilation.cols, g.ceil_mode);
    for (Index p = 0; p < shape.n * shape.c; ++p) {
        const std::vector<T> plane(x.begin() + p * shape.h * shape.w, x.begin() + (p + 1) * shape.h * shape.w);
        std::vector<T> dx(plane.size(), T{0});
        std::vector<std::int32_t> hits(plane.size(), 0);
        for (Index oh = 0; oh < result.oh; ++oh)
            for (Index ow = 0; ow < result.ow; ++ow) {
                const auto window = gather(plane, shape.h, shape.w, g, oh, ow);
                const auto verdict = judge(window, rules);
                result.y.push_back(verdict.y);
                result.tie_count.push_back(static_cast<std::int32_t>(verdict.equal.size()));
                result.argmax.push_back(
                    verdict.receiving.empty() ? -1 : static_cast<std::int32_t>(verdict.receiving.front()));
                if (oh >= dy_shape.h || ow >= dy_shape.w) continue;
                contribute(dx, window, verdict, rules,
                           dy[static_cast<std::size_t>((p * dy_shape.h + oh) * dy_shape.w + ow)]);
                for (const Index cell : verdict.receiving) ++hits[static_cast<std::size_t>(cell)];
            }
        result.dx.insert(result.dx.end(), dx.begin(), dx.end());
        result.hits.insert(result.hits.end(), hits.begin(), hits.end());
    }
    return result;
}

}  // namespace poolwalk::reference
