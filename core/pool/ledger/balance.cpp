#include "core/pool/ledger/balance.h"

#include <algorithm>

#include "core/pool/argmax.h"

namespace poolwalk {
namespace {

// Whether a window has one receiver at most.
bool one_receives(const Rules& rules) {
    const auto one = [](const TieRow& tie) { return tie.only_last || tie.leaves == Break::Window; };
    return one(row(tie_in_window(rules, false))) && one(row(tie_in_window(rules, true)));
}

// The smallest region that holds all of `cells`, of which there is one at least.
Region around(const std::vector<Place>& cells) {
    Region region{{cells.front().h, cells.front().h + 1}, {cells.front().w, cells.front().w + 1}};
    const auto widen = [](Range& range, std::int64_t at) {
        range = {std::min(range.first, at), std::max(range.last, at + 1)};
    };
    for (const Place cell : cells) widen(region.rows, cell.h), widen(region.cols, cell.w);
    return region;
}

// Calls visit(window) for windows before `moment`, in the order of the walk: for all of them that hold one of
// `cells`, and where those lie apart for some more.
template <class Visit>
void for_windows_before(const PoolView& view, const Shape& output, Moment moment, const std::vector<Place>& cells,
                        Visit&& visit) {
    if (cells.empty()) return;
    if (cells.size() == 1) {
        for (const Place window : windows_of(view.geometry, output, cells.front()))
            if (window < moment.window) visit(window);
        return;
    }
    const Region windows = windows_reaching(view, output, around(cells));
    for (std::int64_t oh = windows.rows.first; oh < windows.rows.last; ++oh)
        for (std::int64_t ow = windows.cols.first; ow < windows.cols.last && Place{oh, ow} < moment.window; ++ow)
            visit(Place{oh, ow});
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
    for_windows_before(view, output, moment, cells, [&](Place window) {
        const T* grad_output = grad_output_at<T>(view, moment.plane, window);
        if (!grad_output) return;
        find_receivers<T>(view, moment.plane, window, pooled);
        contribute<T>(view, pooled, *grad_output, at);
    });
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

std::int64_t cells_per_look(const PoolView& view) {
    return view.argmax && one_receives(view.rules) ? 1 : view.geometry.kernel.rows * view.geometry.kernel.cols;
}

template <class T>
void find_receivers(const PoolView& view, std::int64_t plane, Place window, PooledWindow<T>& pooled) {
    if (!view.argmax || !one_receives(view.rules)) return pool_window<T>(view, plane, window, pooled);
    count_visits(1);
    const Shape& input = shape_of(view.input);
    const Place start = slot_place(view.geometry, window, 0, 0);
    const Geometry& g = view.geometry;
    pooled.window = window;
    pooled.shared = false;
    pooled.cells = slots_inside(start.h, g.kernel.rows, g.dilation.rows, input.h).size() *
                   slots_inside(start.w, g.kernel.cols, g.dilation.cols, input.w).size();
    pooled.receivers.clear();
    if (const std::optional<Place> cell = view.argmax->cell(plane, window)) pooled.receivers.push_back(*cell);
    pooled.maxima = pooled.receivers;
}

template void find_receivers(const PoolView&, std::int64_t, Place, PooledWindow<float>&);
template void find_receivers(const PoolView&, std::int64_t, Place, PooledWindow<double>&);
template Patch<float> patch_before(const PoolView&, const Shape&, Moment, const Region&);
template Patch<double> patch_before(const PoolView&, const Shape&, Moment, const Region&);

}  // namespace poolwalk
