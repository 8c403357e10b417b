#include "core/pool/ledger.h"

#include <algorithm>
#include <cmath>

#include "core/pool/balance.h"

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
    std::vector<LedgerEntry> entries;
    WindowLook<T> look;
    T balance = 0;
    for (const Place window : windows_of(view.geometry, output, cell)) {
        look_at<T>(view, plane, window, look);
        const T* grad_output = grad_output_at<T>(view, plane, window);
        LedgerEntry entry{.window = window, .outcome = outcome_of(look, cell)};
        entry.has_grad_output = grad_output != nullptr;
        const bool receives = grad_output && holds(look.receivers, cell);
        const bool replaced = grad_output && (rule.clears_window || (receives && !rule.adds));
        entry.overwrote = replaced && balance != 0;
        if (replaced) balance = 0;
        if (receives) {
            const T share = look.share(*grad_output);
            entry.amount = static_cast<double>(share);
            balance = replaced ? share : balance + share;
        }
        entry.balance = static_cast<double>(balance);
        entries.push_back(entry);
    }
    return entries;
}

// Infinite gradients leave nothing to compare.
void settle(Budget& budget) {
    const double rounding =
        budget.out - (budget.in + budget.made - budget.overwritten - budget.dropped_for_nan - budget.on_padding);
    budget.rounding = std::isfinite(rounding) ? rounding : 0;
}

// Pays windows one after the other into `strip`, and keeps the account of it.
template <class T>
struct Account {
    const PoolView& view;
    Strip<T> strip;
    Budget budget;
    WindowLook<T> look;

    // Did a receiver's cell hold gradient already?
    bool pay(std::int64_t plane, Place window) {
        ++budget.windows;
        const T* grad_output = grad_output_at<T>(view, plane, window);
        if (!grad_output) return false;
        const auto at = [this](Place cell) { return strip.at(cell); };
        look_at<T>(view, plane, window, look);
        const bool held = std::ranges::any_of(look.receivers, [&](Place cell) { return *at(cell) != 0; });
        const Change change = pay_into<T>(view, look, window, *grad_output, at);
        const auto dy = static_cast<double>(*grad_output);
        budget.in += dy;
        budget.out += change.out;
        budget.overwritten += change.lost;
        if (look.dropped_for_nan()) budget.dropped_for_nan += dy;
        else if (look.cells == 0) budget.on_padding += dy;
        else if (!look.shared && look.receivers.size() > 1)
            budget.made += dy * static_cast<double>(look.receivers.size() - 1);
        return held;
    }
};

template <class T>
std::vector<Budget> budgets(const PoolView& view, const Shape& output, Tensor<std::uint8_t>& pays_held_cell) {
    const Shape& shape = shape_of(view.input);
    std::vector<Budget> before_row{Budget{}};
    before_row.reserve(static_cast<std::size_t>(output.planes() * output.h + 1));
    for (std::int64_t p = 0; p < output.planes(); ++p) {
        Account<T> account{view, {{0, shape.h}, Matrix<T>::Zero(shape.h, shape.w)}, before_row.back(), {}};
        for (std::int64_t oh = 0; oh < output.h; ++oh) {
            for (std::int64_t ow = 0; ow < output.w; ++ow) pays_held_cell(p, oh, ow) = account.pay(p, {oh, ow});
            settle(account.budget);
            before_row.push_back(account.budget);
        }
    }
    return before_row;
}

// `budget`, which stands at the start of a row of windows, with those of the row before `end` added.
template <class T>
Budget with_windows(const PoolView& view, const Shape& output, Moment end, Budget budget) {
    const Rows rows = rows_of_windows(view, end.window.h);
    Place window{end.window.h, 0};
    Account<T> account{view, strip_before<T>(view, output, {end.plane, window}, rows), budget, {}};
    for (; window < end.window; ++window.w) account.pay(end.plane, window);
    settle(account.budget);
    return account.budget;
}

}  // namespace

std::vector<LedgerEntry> ledger_of(const PoolView& view, const Shape& output, std::int64_t plane, Place cell) {
    return dtype_of(view.input) == DType::Float32 ? ledger<float>(view, output, plane, cell)
                                                  : ledger<double>(view, output, plane, cell);
}

BudgetTable::BudgetTable(const PoolView& view, const Shape& output) : output_(output), pays_held_cell_(output) {
    before_row_ = dtype_of(view.input) == DType::Float32 ? budgets<float>(view, output, pays_held_cell_)
                                                         : budgets<double>(view, output, pays_held_cell_);
}

Budget BudgetTable::after(const PoolView& view, std::int64_t windows) const {
    if (before_row_.empty()) return {};
    const std::int64_t rows_done = windows / output_.w, in_row = windows % output_.w;
    const Budget budget = before_row_[static_cast<std::size_t>(rows_done)];
    if (in_row == 0) return budget;
    const Moment end{rows_done / output_.h, {rows_done % output_.h, in_row}};
    return dtype_of(view.input) == DType::Float32 ? with_windows<float>(view, output_, end, budget)
                                                  : with_windows<double>(view, output_, end, budget);
}

}  // namespace poolwalk
