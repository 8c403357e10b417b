#include "core/pool/ledger/ledger.h"

#include <algorithm>
#include <cmath>

#include "core/pool/ledger/balance.h"

namespace poolwalk {
namespace {

bool holds(const std::vector<Place>& cells, Place cell) { return std::ranges::find(cells, cell) != cells.end(); }

template <class T>
Outcome outcome_of(const PooledWindow<T>& pooled, Place cell) {
    if (pooled.dropped_for_nan()) return Outcome::NoMatch;
    if (!holds(pooled.maxima, cell)) return Outcome::Lost;
    if (pooled.maxima.size() == 1) return Outcome::Won;
    return holds(pooled.receivers, cell) ? Outcome::TiedChosen : Outcome::TiedNotChosen;
}

template <class T>
std::vector<LedgerEntry> ledger(const PoolView& view, const Shape& output, std::int64_t plane, Place cell) {
    const OverlapRow& rule = row(view.rules.overlap);
    std::vector<LedgerEntry> entries;
    PooledWindow<T> pooled;
    T balance = 0;
    for (const Place window : windows_of(view.geometry, output, cell)) {
        pool_window<T>(view, plane, window, pooled);
        const T* grad_output = grad_output_at<T>(view, plane, window);
        LedgerEntry entry{.window = window, .outcome = outcome_of(pooled, cell)};
        entry.has_grad_output = grad_output != nullptr;
        const bool receives = grad_output && holds(pooled.receivers, cell);
        const bool replaced = grad_output && (rule.clears_window || (receives && !rule.adds));
        entry.overwrote = replaced && balance != 0;
        if (replaced) balance = 0;
        if (receives) {
            const T share = pooled.share(*grad_output);
            entry.amount = static_cast<double>(share);
            balance = replaced ? share : balance + share;
        }
        entry.balance = static_cast<double>(balance);
        entries.push_back(entry);
    }
    return entries;
}

template <class T>
void count_hits(const PoolView& view, const Shape& output, std::int64_t plane, const Region& cells,
                std::int64_t windows, std::vector<std::int32_t>& hits) {
    const Region reaching = windows_reaching(view, output, cells);
    PooledWindow<T> pooled;
    for (std::int64_t oh = reaching.rows.first; oh < reaching.rows.last; ++oh)
        for (std::int64_t ow = reaching.cols.first; ow < reaching.cols.last; ++ow) {
            if (oh * output.w + ow >= windows || !grad_output_at<T>(view, plane, {oh, ow})) continue;
            pool_window<T>(view, plane, {oh, ow}, pooled);
            for (const Place cell : pooled.receivers)
                if (cells.holds(cell))
                    ++hits[static_cast<std::size_t>((cell.h - cells.rows.first) * cells.cols.size() + cell.w -
                                                    cells.cols.first)];
        }
}

}  // namespace

std::vector<LedgerEntry> ledger_of(const PoolView& view, const Shape& output, std::int64_t plane, Place cell) {
    return dtype_of(view.input) == DType::Float32 ? ledger<float>(view, output, plane, cell)
                                                  : ledger<double>(view, output, plane, cell);
}

std::vector<std::int32_t> hits_in(const PoolView& view, const Shape& output, std::int64_t plane, const Region& cells,
                                  std::int64_t windows) {
    std::vector<std::int32_t> hits(static_cast<std::size_t>(cells.rows.size() * cells.cols.size()));
    if (dtype_of(view.input) == DType::Float32) count_hits<float>(view, output, plane, cells, windows, hits);
    else count_hits<double>(view, output, plane, cells, windows, hits);
    return hits;
}

}  // namespace poolwalk
