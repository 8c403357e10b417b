#include "core/pool/ledger.h"

#include <algorithm>
#include <cmath>

namespace poolwalk {
namespace {

bool holds(const std::vector<Place>& cells, Place cell) {
    return std::ranges::find(cells, cell) != cells.end();
}

template <class T>
Outcome outcome_of(const WindowLook<T>& look, Place cell) {
    if (look.dropped_for_nan()) return Outcome::NoMatch;
    if (!holds(look.maxima, cell)) return Outcome::Lost;
    if (look.maxima.size() == 1) return Outcome::Won;
    return holds(look.receivers, cell) ? Outcome::TiedPaid : Outcome::TiedUnpaid;
}

template <class T>
std::vector<LedgerEntry> ledger(const PoolView& view, const Shape& output, std::int64_t plane, Place cell) {
    const OverlapRow& rule = row(view.rules.overlap);
    const auto& input = std::get<Tensor<T>>(view.input);
    const auto& grad_output = std::get<Tensor<T>>(view.grad_output);
    std::vector<LedgerEntry> entries;
    WindowLook<T> look;
    T balance = 0;
    for (const Place window : windows_of(view.geometry, output, cell)) {
        look_at_window<T>(input.plane(plane), view.geometry, view.rules, window, look);
        LedgerEntry entry{.window = window, .outcome = outcome_of(look, cell)};
        entry.has_grad_output = inside(window, grad_output.shape().h, grad_output.shape().w);
        if (entry.has_grad_output) {
            const bool receives = holds(look.receivers, cell);
            const bool replaced = rule.clears_window || (receives && !rule.adds);
            entry.overwrote = replaced && balance != 0;
            if (replaced) balance = 0;
            if (receives) {
                const T share = look.share(grad_output(plane, window.h, window.w));
                entry.amount = static_cast<double>(share);
                balance = replaced ? share : balance + share;
            }
        }
        entry.balance = static_cast<double>(balance);
        entries.push_back(entry);
    }
    return entries;
}

template <class T>
double balance(const PoolView& view, const Shape& output, std::int64_t plane, Place cell, Place window) {
    const OverlapRow& rule = row(view.rules.overlap);
    const auto& input = std::get<Tensor<T>>(view.input);
    const auto& grad_output = std::get<Tensor<T>>(view.grad_output);
    auto windows = windows_of(view.geometry, output, cell);
    windows.erase(std::ranges::lower_bound(windows, window), windows.end());
    if (!rule.adds) std::ranges::reverse(windows);
    WindowLook<T> look;
    T sum = 0;
    for (const Place w : windows) {
        if (!inside(w, grad_output.shape().h, grad_output.shape().w)) continue;
        look_at_window<T>(input.plane(plane), view.geometry, view.rules, w, look);
        const bool receives = holds(look.receivers, cell);
        const T share = receives ? look.share(grad_output(plane, w.h, w.w)) : T{0};
        if (!rule.adds && (receives || rule.clears_window)) return static_cast<double>(share);
        if (receives) sum += share;
    }
    return static_cast<double>(sum);
}

// Adds one window to `budget`, and what it pays to `grad_input`, whose cells it must find as the
// windows before it left them.
template <class T>
void add_window(const PoolView& view, const WindowLook<T>& look, Place window, T grad_output, Plane<T> grad_input,
                Budget& budget) {
    const Payment<T> payment = pay_window<T>(look, view.geometry, view.rules.overlap, window, grad_output, grad_input);
    const auto dy = static_cast<double>(grad_output), paid = static_cast<double>(payment.paid);
    budget.in += dy;
    budget.overwritten += static_cast<double>(payment.lost);
    if (look.dropped_for_nan()) budget.dropped_for_nan += dy;
    else if (look.cells == 0) budget.on_padding += dy;
    else if (!look.shared) budget.made += dy * static_cast<double>(look.receivers.size() - 1);
    budget.out += paid - static_cast<double>(payment.lost);
}

void settle(Budget& budget) {
    budget.rounding = budget.out - (budget.in + budget.made - budget.overwritten - budget.dropped_for_nan -
                                    budget.on_padding);
}

template <class T>
std::vector<Budget> budgets(const PoolView& view, const Shape& output, Tensor<std::uint8_t>& pays_held_cell) {
    const auto& input = std::get<Tensor<T>>(view.input);
    const auto& grad_output = std::get<Tensor<T>>(view.grad_output);
    std::vector<Budget> before_row{Budget{}};
    before_row.reserve(static_cast<std::size_t>(output.planes() * output.h + 1));
    WindowLook<T> look;
    Budget budget;
    for (std::int64_t p = 0; p < output.planes(); ++p) {
        Matrix<T> grad_input = Matrix<T>::Zero(input.shape().h, input.shape().w);
        for (std::int64_t oh = 0; oh < output.h; ++oh) {
            for (std::int64_t ow = 0; ow < output.w; ++ow) {
                ++budget.windows;
                if (!inside({oh, ow}, grad_output.shape().h, grad_output.shape().w)) continue;
                look_at_window<T>(input.plane(p), view.geometry, view.rules, {oh, ow}, look);
                pays_held_cell(p, oh, ow) = std::ranges::any_of(
                    look.receivers, [&](Place cell) { return grad_input(cell.h, cell.w) != 0; });
                add_window<T>(view, look, {oh, ow}, grad_output(p, oh, ow),
                              {grad_input.data(), grad_input.rows(), grad_input.cols(),
                               PlaneStride(grad_input.cols(), 1)},
                              budget);
            }
            settle(budget);
            before_row.push_back(budget);
        }
    }
    return before_row;
}

}  // namespace

std::vector<LedgerEntry> ledger_of(const PoolView& view, const Shape& output, std::int64_t plane, Place cell) {
    return dtype_of(view.input) == DType::Float32 ? ledger<float>(view, output, plane, cell)
                                                  : ledger<double>(view, output, plane, cell);
}

double balance_before(const PoolView& view, const Shape& output, std::int64_t plane, Place cell, Place window) {
    return dtype_of(view.input) == DType::Float32 ? balance<float>(view, output, plane, cell, window)
                                                  : balance<double>(view, output, plane, cell, window);
}

BudgetTable::BudgetTable(const PoolView& view, const Shape& output)
    : output_(output), pays_held_cell_(output) {
    before_row_ = dtype_of(view.input) == DType::Float32 ? budgets<float>(view, output, pays_held_cell_)
                                                         : budgets<double>(view, output, pays_held_cell_);
}

Budget BudgetTable::after(const PoolView& view, std::int64_t windows) const {
    if (before_row_.empty()) return {};
    const std::int64_t rows_done = windows / output_.w;
    Budget budget = before_row_[static_cast<std::size_t>(rows_done)];
    const WalkPlan plan{output_, view.geometry.kernel};
    for (std::int64_t w = rows_done * output_.w; w < windows; ++w) {
        const Step step = step_at(view, plan, output_.cells() + w);
        ++budget.windows;
        if (!step.grad_output) continue;
        const double dy = *step.grad_output;
        budget.in += dy;
        if (step.cells == 0) budget.on_padding += dy;
        else if (step.receivers.empty()) budget.dropped_for_nan += dy;
        else if (!row(view.rules.tie).shares) budget.made += dy * static_cast<double>(step.receivers.size() - 1);
        for (const Receipt& receipt : step.receipts) budget.out += receipt.amount;
        budget.out -= step.overwritten;
        budget.overwritten += step.overwritten;
    }
    settle(budget);
    return budget;
}

}  // namespace poolwalk
