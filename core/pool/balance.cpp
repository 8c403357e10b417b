#include "core/pool/balance.h"

#include <algorithm>

namespace poolwalk {
namespace {

// Every window before `moment` that holds one of `cells`, in the order of the walk.
std::vector<Place> windows_before(const PoolView& view, const Shape& output, Moment moment,
                                  const std::vector<Place>& cells) {
    std::vector<Place> windows;
    for (const Place cell : cells)
        for (const Place window : windows_of(view.geometry, output, cell))
            if (window < moment.window) windows.push_back(window);
    std::ranges::sort(windows);
    windows.erase(std::unique(windows.begin(), windows.end()), windows.end());
    return windows;
}

template <class T>
std::map<Place, double> balances(const PoolView& view, const Shape& output, Moment moment,
                                 const std::vector<Place>& cells) {
    std::map<Place, T> held;
    for (const Place cell : cells) held[cell] = 0;
    const auto at = [&held](Place cell) {
        const auto found = held.find(cell);
        return found == held.end() ? nullptr : &found->second;
    };
    WindowLook<T> look;
    for (const Place window : windows_before(view, output, moment, cells)) {
        const T* grad_output = grad_output_at<T>(view, moment.plane, window);
        if (!grad_output) continue;
        look_at<T>(view, moment.plane, window, look);
        pay_into<T>(view, look, window, *grad_output, at);
    }
    return {held.begin(), held.end()};
}

}  // namespace

std::map<Place, double> balances_before(const PoolView& view, const Shape& output, Moment moment,
                                        const std::vector<Place>& cells) {
    return dtype_of(view.input) == DType::Float32 ? balances<float>(view, output, moment, cells)
                                                  : balances<double>(view, output, moment, cells);
}

double balance_before(const PoolView& view, const Shape& output, Moment moment, Place cell) {
    return balances_before(view, output, moment, {cell}).at(cell);
}

Rows rows_of_windows(const PoolView& view, std::int64_t oh) {
    const Geometry& g = view.geometry;
    const std::int64_t start = oh * g.stride.rows - g.pads.top, rows = shape_of(view.input).h;
    const std::int64_t end = start + g.dilation.rows * (g.kernel.rows - 1) + 1;
    return {std::clamp<std::int64_t>(start, 0, rows), std::clamp<std::int64_t>(end, 0, rows)};
}

template <class T>
Strip<T> strip_before(const PoolView& view, const Shape& output, Moment moment, Rows rows) {
    const Geometry& g = view.geometry;
    Strip<T> strip{rows, Matrix<T>::Zero(rows.last - rows.first, shape_of(view.input).w)};
    const std::int64_t reach = g.dilation.rows * (g.kernel.rows - 1);
    const std::int64_t above = std::max<std::int64_t>(rows.first + g.pads.top - reach, 0);
    WindowLook<T> look;
    Place window{(above + g.stride.rows - 1) / g.stride.rows, 0};
    for (; window < moment.window && window.h < output.h; window = {window.h + 1, 0})
        for (; window < moment.window && window.w < output.w; ++window.w) {
            const T* grad_output = grad_output_at<T>(view, moment.plane, window);
            if (!grad_output) continue;
            look_at<T>(view, moment.plane, window, look);
            pay_into<T>(view, look, window, *grad_output, [&](Place cell) { return strip.at(cell); });
        }
    return strip;
}

template Strip<float> strip_before(const PoolView&, const Shape&, Moment, Rows);
template Strip<double> strip_before(const PoolView&, const Shape&, Moment, Rows);

}  // namespace poolwalk
