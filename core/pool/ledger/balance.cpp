#include "core/pool/ledger/balance.h"

#include <algorithm>

#include "core/pool/argmax.h"
#include "core/pool/kernels/kernels.h"

namespace poolwalk {
namespace {

// Every window before `moment` that holds one of `cells`, in the order of the walk.
std::vector<Place> windows_before(const PoolView& view, const Shape& output, Moment moment,
                                  const std::vector<Place>& cells) {
    std::vector<Place> windows;
    for (const Place cell : cells)
        for (const Place window : windows_of(view.geometry, output, cell))
            if (window < moment.window) windows.push_back(window);
    if (cells.size() == 1) return windows;
    std::ranges::sort(windows);
    windows.erase(std::unique(windows.begin(), windows.end()), windows.end());
    return windows;
}

template <class T>
std::map<Place, double> balances(const PoolView& view, const Shape& output, Moment moment,
                                 const std::vector<Place>& cells) {
    std::map<Place, T> values;
    for (const Place cell : cells) values[cell] = 0;
    const auto at = [&values](Place cell) {
        const auto found = values.find(cell);
        return found == values.end() ? nullptr : &found->second;
    };
    PooledWindow<T> pooled;
    for (const Place window : windows_before(view, output, moment, cells)) {
        const T* grad_output = grad_output_at<T>(view, moment.plane, window);
        if (!grad_output) continue;
        find_receivers<T>(view, moment.plane, window, pooled);
        contribute<T>(view, pooled, *grad_output, at);
    }
    return {values.begin(), values.end()};
}

}  // namespace

std::map<Place, double> balances_before(const PoolView& view, const Shape& output, Moment moment,
                                        const std::vector<Place>& cells) {
    return with_dtype(dtype_of(view.input), [&]<class T>(T) { return balances<T>(view, output, moment, cells); });
}

double balance_before(const PoolView& view, const Shape& output, Moment moment, Place cell) {
    return balances_before(view, output, moment, {cell}).at(cell);
}

template <class T>
Patch<T> patch_before(const PoolView& view, const Shape& output, Moment moment, const Region& region) {
    Patch<T> patch(region);
    const Region windows = windows_reaching(view, output, region);
    PooledWindow<T> pooled;
    for (std::int64_t oh = windows.rows.first; oh < windows.rows.last; ++oh)
        for (std::int64_t ow = windows.cols.first; ow < windows.cols.last && Place{oh, ow} < moment.window; ++ow) {
            const T* grad_output = grad_output_at<T>(view, moment.plane, {oh, ow});
            if (!grad_output) continue;
            find_receivers<T>(view, moment.plane, {oh, ow}, pooled);
            contribute<T>(view, pooled, *grad_output, [&](Place cell) { return patch.at(cell); });
        }
    return patch;
}

template <class T>
void find_receivers(const PoolView& view, std::int64_t plane, Place window, PooledWindow<T>& pooled) {
    // The kernels' rules: one cell receives, all of dY.
    if (!view.argmax || !kernels::computes(view.rules)) return pool_window<T>(view, plane, window, pooled);
    count_visits(1);
    const std::optional<Place> cell = view.argmax->cell(plane, window);
    pooled.window = window;
    pooled.shared = false;
    pooled.cells = cell ? 1 : 0;
    pooled.receivers.clear();
    if (cell) pooled.receivers.push_back(*cell);
    pooled.maxima = pooled.receivers;
}

template void find_receivers(const PoolView&, std::int64_t, Place, PooledWindow<float>&);
template void find_receivers(const PoolView&, std::int64_t, Place, PooledWindow<double>&);
template Patch<float> patch_before(const PoolView&, const Shape&, Moment, const Region&);
template Patch<double> patch_before(const PoolView&, const Shape&, Moment, const Region&);

}  // namespace poolwalk
