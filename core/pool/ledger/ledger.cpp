#include "core/pool/ledger/ledger.h"

#include <algorithm>

#include "core/pool/ledger/balance.h"

namespace poolwalk {
namespace {

// The part that a cell plays in a window.
struct Part {
    bool is_maximum = false, receives = false;
};

template <class T>
CellOutcome outcome_of(const PooledWindow<T>& pooled, Part part) {
    if (pooled.dropped_for_nan()) return CellOutcome::NoMatch;
    if (!part.is_maximum) return CellOutcome::Lost;
    if (pooled.maxima.size() == 1) return CellOutcome::Won;
    return part.receives ? CellOutcome::TiedChosen : CellOutcome::TiedNotChosen;
}

// The entry of a cell whose balance before the window is `balance`, which is brought up to date. `grad_output` is
// null where dY has no such window.
template <class T>
LedgerEntry entry_of(const PooledWindow<T>& pooled, Part part, const OverlapRow& rule, const T* grad_output,
                     T& balance) {
    LedgerEntry entry{.window = pooled.window, .outcome = outcome_of(pooled, part)};
    entry.has_grad_output = grad_output != nullptr;
    if (grad_output && (rule.clears_window || (part.receives && !rule.adds))) {
        entry.overwrote = balance != 0;
        balance = 0;
    }
    if (grad_output && part.receives) {
        const T share = pooled.share(*grad_output);
        entry.amount = static_cast<double>(share);
        balance = rule.adds ? balance + share : share;
    }
    entry.balance = static_cast<double>(balance);
    return entry;
}

template <class T>
std::vector<LedgerEntry> ledger(const PoolView& view, const Shape& output, std::int64_t plane, Place cell) {
    const auto holds = [cell](const std::vector<Place>& cells) {
        return std::ranges::find(cells, cell) != cells.end();
    };
    std::vector<LedgerEntry> entries;
    PooledWindow<T> pooled;
    T balance = 0;
    for (const Place window : windows_of(view.geometry, output, cell)) {
        pool_window<T>(view, plane, window, pooled);
        entries.push_back(entry_of<T>(pooled, {holds(pooled.maxima), holds(pooled.receivers)},
                                      row(view.rules.overlap), grad_output_at<T>(view, plane, window), balance));
    }
    return entries;
}

// Each window is pooled once, however many cells it has, and asked for each of them.
template <class T>
std::vector<std::vector<LedgerEntry>> ledgers(const PoolView& view, const Shape& output, std::int64_t plane) {
    const Shape& shape = shape_of(view.input);
    const OverlapRow& rule = row(view.rules.overlap);
    Tensor<T> grad_input({1, 1, shape.h, shape.w});  // as the windows before have left it
    std::vector<std::vector<LedgerEntry>> ledgers(static_cast<std::size_t>(shape.plane_cells()));
    PooledWindow<T> pooled;
    std::vector<Place> receivers;
    const auto enter_window = [&](Place window) {
        pool_window<T>(view, plane, window, pooled);
        const T* grad_output = grad_output_at<T>(view, plane, window);
        std::ranges::sort(pooled.maxima);
        receivers = pooled.receivers;
        std::ranges::sort(receivers);
        for_each_cell(view.geometry, shape.h, shape.w, window, [&](std::int64_t, std::int64_t, Place cell) {
            const Part part{std::ranges::binary_search(pooled.maxima, cell),
                            std::ranges::binary_search(receivers, cell)};
            ledgers[static_cast<std::size_t>(cell.h * shape.w + cell.w)].push_back(
                entry_of<T>(pooled, part, rule, grad_output, grad_input(0, cell.h, cell.w)));
        });
    };
    for (std::int64_t oh = 0; oh < output.h; ++oh)
        for (std::int64_t ow = 0; ow < output.w; ++ow) enter_window({oh, ow});
    return ledgers;
}

template <class T>
void count_hits(const PoolView& view, const Shape& output, std::int64_t plane, const Region& cells,
                std::int64_t windows, std::vector<std::int32_t>& hits) {
    const Region reaching = windows_reaching(view, output, cells);
    PooledWindow<T> pooled;
    for (std::int64_t oh = reaching.rows.first; oh < reaching.rows.last; ++oh)
        for (std::int64_t ow = reaching.cols.first; ow < reaching.cols.last; ++ow) {
            if (oh * output.w + ow >= windows || !grad_output_at<T>(view, plane, {oh, ow})) continue;
            find_receivers<T>(view, plane, {oh, ow}, pooled);
            for (const Place cell : pooled.receivers)
                if (cells.holds(cell))
                    ++hits[static_cast<std::size_t>((cell.h - cells.rows.first) * cells.cols.size() + cell.w -
                                                    cells.cols.first)];
        }
}

// Slots of all windows along one axis that lie inside the input.
struct Axis {
    std::int64_t cells, windows, begin, kernel, stride, dilation;

    std::int64_t slots() const {
        std::int64_t count = 0;
        for (std::int64_t i = 0; i < windows; ++i)
            count += slots_inside(i * stride - begin, kernel, dilation, cells).size();
        return count;
    }
};

}  // namespace

std::vector<LedgerEntry> ledger_of(const PoolView& view, const Shape& output, std::int64_t plane, Place cell) {
    return with_dtype(dtype_of(view.input), [&]<class T>(T) { return ledger<T>(view, output, plane, cell); });
}

std::vector<std::vector<LedgerEntry>> ledgers_of(const PoolView& view, const Shape& output, std::int64_t plane) {
    return dtype_of(view.input) == DType::Float32 ? ledgers<float>(view, output, plane)
                                                  : ledgers<double>(view, output, plane);
}

std::int64_t ledger_entries(const Shape& input, const Shape& output, const Geometry& g) {
    const Axis rows{input.h, output.h, g.pads.top, g.kernel.rows, g.stride.rows, g.dilation.rows};
    const Axis cols{input.w, output.w, g.pads.left, g.kernel.cols, g.stride.cols, g.dilation.cols};
    // Each factor is at most max_side * max_kernel, so no product of two leaves 64 bits; planes may.
    const std::int64_t in_plane = rows.slots() * cols.slots();
    constexpr std::int64_t many = std::int64_t{1} << 60;
    return in_plane > many / input.planes() ? many : in_plane * input.planes();
}

std::vector<std::int32_t> hits_in(const PoolView& view, const Shape& output, std::int64_t plane, const Region& cells,
                                  std::int64_t windows) {
    std::vector<std::int32_t> hits(static_cast<std::size_t>(cells.rows.size() * cells.cols.size()));
    with_dtype(dtype_of(view.input), [&]<class T>(T) { count_hits<T>(view, output, plane, cells, windows, hits); });
    return hits;
}

}  // namespace poolwalk
