#include "core/pool/ledger/all_ledgers.h"

#include <algorithm>

namespace poolwalk {
namespace {

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

bool holds(const std::vector<Place>& sorted, Place cell) { return std::ranges::binary_search(sorted, cell); }

template <class T>
Outcome outcome_of(const PooledWindow<T>& pooled, Place cell, bool receives) {
    if (pooled.dropped_for_nan()) return Outcome::NoMatch;
    if (!holds(pooled.maxima, cell)) return Outcome::Lost;
    if (pooled.maxima.size() == 1) return Outcome::Won;
    return receives ? Outcome::TiedChosen : Outcome::TiedNotChosen;
}

// Visits the windows of a plane in order; dX stands as the windows before have left it.
template <class T>
class Pass {
public:
    Pass(const PoolView& view, const Shape& output, std::int64_t plane)
        : view_(view),
          output_(output),
          plane_(plane),
          shape_(shape_of(view.input)),
          grad_input_({1, 1, shape_.h, shape_.w}),
          ledgers_(static_cast<std::size_t>(shape_.plane_cells())) {}

    std::vector<std::vector<LedgerEntry>> run() {
        for (std::int64_t oh = 0; oh < output_.h; ++oh)
            for (std::int64_t ow = 0; ow < output_.w; ++ow) enter({oh, ow});
        return std::move(ledgers_);
    }

private:
    void enter(Place window) {
        const auto& grad_output = std::get<Tensor<T>>(view_.grad_output);
        const bool paid = inside(window, grad_output.shape().h, grad_output.shape().w);
        const T amount = paid ? grad_output(plane_, window.h, window.w) : T{0};
        pool_window<T>(std::get<Tensor<T>>(view_.input).plane(plane_), view_.geometry, view_.rules, window, pooled_);
        std::ranges::sort(pooled_.maxima);
        receivers_ = pooled_.receivers;
        std::ranges::sort(receivers_);
        for_each_cell(view_.geometry, shape_.h, shape_.w, window, [&](std::int64_t, std::int64_t, Place cell) {
            enter(cell, {.window = window, .has_grad_output = paid}, pooled_.share(amount));
        });
    }

    void enter(Place cell, LedgerEntry entry, T share) {
        const OverlapRow& rule = row(view_.rules.overlap);
        const bool receives = holds(receivers_, cell);
        entry.outcome = outcome_of(pooled_, cell, receives);
        T& balance = grad_input_(0, cell.h, cell.w);
        if (entry.has_grad_output && (rule.clears_window || (receives && !rule.adds))) {
            entry.overwrote = balance != 0;
            balance = 0;
        }
        if (entry.has_grad_output && receives) {
            entry.amount = static_cast<double>(share);
            balance = rule.adds ? balance + share : share;
        }
        entry.balance = static_cast<double>(balance);
        ledgers_[static_cast<std::size_t>(cell.h * shape_.w + cell.w)].push_back(entry);
    }

    const PoolView& view_;
    const Shape output_;
    const std::int64_t plane_;
    const Shape shape_;
    Tensor<T> grad_input_;
    std::vector<std::vector<LedgerEntry>> ledgers_;
    PooledWindow<T> pooled_;
    std::vector<Place> receivers_;  // sorted
};

}  // namespace

std::int64_t ledger_entries(const Shape& input, const Shape& output, const Geometry& g) {
    const Axis rows{input.h, output.h, g.pads.top, g.kernel.rows, g.stride.rows, g.dilation.rows};
    const Axis cols{input.w, output.w, g.pads.left, g.kernel.cols, g.stride.cols, g.dilation.cols};
    // Each factor is at most max_side * max_kernel, so no product of two leaves 64 bits; planes may.
    const std::int64_t in_plane = rows.slots() * cols.slots();
    constexpr std::int64_t many = std::int64_t{1} << 60;
    return in_plane > many / input.planes() ? many : in_plane * input.planes();
}

std::vector<std::vector<LedgerEntry>> ledgers_of(const PoolView& view, const Shape& output, std::int64_t plane) {
    return dtype_of(view.input) == DType::Float32 ? Pass<float>(view, output, plane).run()
                                                  : Pass<double>(view, output, plane).run();
}

}  // namespace poolwalk
