#include "core/pool/walk.h"

#include <algorithm>
#include <cmath>

#include "core/base/check.h"
#include "core/pool/ledger.h"

namespace poolwalk {
namespace {

std::int64_t windows_of_plane(const WalkPlan& plan) {
    return plan.output.plane_cells();
}

// Rank of `cell` in the scan of `window`.
std::int64_t rank_of(const PoolView& view, Place window, Place cell) {
    const Geometry& g = view.geometry;
    const Place start = slot_place(g, window, 0, 0);
    const std::int64_t r = (cell.h - start.h) / g.dilation.rows, c = (cell.w - start.w) / g.dilation.cols;
    return row(view.rules.tie).scan == Scan::RowByRow ? r * g.kernel.cols + c : c * g.kernel.rows + r;
}

bool has_grad_output(const PoolView& view, Place window) {
    const Shape& shape = shape_of(view.grad_output);
    return inside(window, shape.h, shape.w);
}

// The slot in whose step the receiver is paid: a remembered hit only when the scan is over.
std::int64_t paying_slot(const PoolView& view, const WalkPlan& plan, const Step& step, Place receiver) {
    if (plan.by == StepBy::Window) return 0;
    const TieRow& tie = row(tie_in_window(view.rules, std::isnan(step.output)));
    return tie.only_last ? steps_per_window(plan) - 1 : rank_of(view, step.place.window, receiver);
}

template <class T>
Receipt receipt_of(const PoolView& view, const WalkPlan& plan, const Step& step, Place cell) {
    const bool shares = row(view.rules.tie).shares, adds = row(view.rules.overlap).adds;
    const T dy = static_cast<T>(*step.grad_output);
    const T share = shares ? dy / static_cast<T>(step.receivers.size()) : dy;
    const double before = balance_before(view, plan.output, step.place.plane, cell, step.place.window);
    const T after = adds ? static_cast<T>(before) + share : share;
    return {cell, static_cast<double>(share), before, static_cast<double>(after)};
}

void add_receipts(const PoolView& view, const WalkPlan& plan, Step& step) {
    const OverlapRow& rule = row(view.rules.overlap);
    const Shape& shape = shape_of(view.input);
    if (rule.clears_window && step.place.slot == 0)
        for_each_cell(view.geometry, shape.h, shape.w, step.place.window, [&](std::int64_t, std::int64_t, Place cell) {
            step.overwritten += balance_before(view, plan.output, step.place.plane, cell, step.place.window);
        });
    for (const Place cell : step.receivers) {
        if (paying_slot(view, plan, step, cell) != step.place.slot) continue;
        step.receipts.push_back(dtype_of(view.input) == DType::Float32 ? receipt_of<float>(view, plan, step, cell)
                                                                       : receipt_of<double>(view, plan, step, cell));
        if (!rule.adds && !rule.clears_window) step.overwritten += step.receipts.back().before;
    }
}

template <class T>
void look(const PoolView& view, const Tensor<T>& input, std::int64_t slots, Step& step) {
    WindowLook<T> seen;
    look_at_window<T>(input.plane(step.place.plane), view.geometry, view.rules, step.place.window, seen, slots);
    step.output = static_cast<double>(seen.value);
    step.maxima = seen.maxima;
    step.receivers = seen.receivers;
    step.cells = seen.cells;
    if (!seen.receivers.empty()) step.best = seen.receivers.front();
}

bool holds(const std::vector<Place>& cells, Place cell) {
    return std::ranges::find(cells, cell) != cells.end();
}

SlotEvent forward_event(const Step& step) {
    if (!step.slot.inside) return SlotEvent::Padding;
    if (step.best == step.slot.cell) return SlotEvent::Kept;
    return holds(step.maxima, step.slot.cell) ? SlotEvent::Tied : SlotEvent::Lower;
}

// Did a `break` leave the scan before this slot? It leaves behind the receiver of its line or window.
bool skipped(const PoolView& view, const TieRow& tie, const Step& step) {
    if (tie.leaves == Break::Never) return false;
    const auto before = [&](Place receiver) {
        const bool same_line = tie.scan == Scan::RowByRow ? receiver.h == step.slot.cell.h
                                                          : receiver.w == step.slot.cell.w;
        return rank_of(view, step.place.window, receiver) < step.place.slot &&
               (tie.leaves == Break::Window || same_line);
    };
    return std::ranges::any_of(step.receivers, before);
}

SlotEvent backward_event(const PoolView& view, const Step& step) {
    const TieRow& tie = row(tie_in_window(view.rules, std::isnan(step.output)));
    if (skipped(view, tie, step)) return SlotEvent::Skipped;
    if (!step.slot.inside) return SlotEvent::Padding;
    if (!holds(step.maxima, step.slot.cell)) return SlotEvent::Lower;
    if (tie.only_last) return SlotEvent::Kept;
    return holds(step.receivers, step.slot.cell) ? SlotEvent::Paid : SlotEvent::Tied;
}

}  // namespace

std::int64_t steps_per_window(const WalkPlan& plan) {
    return plan.by == StepBy::Window ? 1 : plan.kernel.rows * plan.kernel.cols;
}

std::int64_t step_count(const WalkPlan& plan) {
    return plan.output.cells() * steps_per_window(plan) * (plan.forward_only ? 1 : 2);
}

StepPlace place_of(const WalkPlan& plan, std::int64_t index) {
    POOLWALK_CHECK(index >= 0 && index < step_count(plan));
    const std::int64_t windows = plan.output.cells();
    std::int64_t window = index / steps_per_window(plan);
    StepPlace place;
    place.slot = index % steps_per_window(plan);
    place.phase = window < windows ? Phase::Forward : Phase::Backward;
    window %= windows;
    place.plane = window / windows_of_plane(plan);
    window %= windows_of_plane(plan);
    place.window = {window / plan.output.w, window % plan.output.w};
    return place;
}

std::int64_t index_of(const WalkPlan& plan, const StepPlace& place) {
    const std::int64_t before = place.phase == Phase::Forward ? 0 : plan.output.cells();
    const std::int64_t window =
        before + place.plane * windows_of_plane(plan) + place.window.h * plan.output.w + place.window.w;
    return window * steps_per_window(plan) + place.slot;
}

std::int64_t windows_done(const WalkPlan& plan, Phase phase, std::int64_t plane, std::int64_t done) {
    const std::int64_t before = (phase == Phase::Forward ? 0 : plan.output.cells()) + plane * windows_of_plane(plan);
    return std::clamp<std::int64_t>(done / steps_per_window(plan) - before, 0, windows_of_plane(plan));
}

Slot slot_at(const PoolView& view, Place window, std::int64_t rank) {
    const Geometry& g = view.geometry;
    const bool by_row = row(view.rules.tie).scan == Scan::RowByRow;
    const std::int64_t line = by_row ? g.kernel.cols : g.kernel.rows;
    Slot slot;
    slot.r = by_row ? rank / line : rank % line;
    slot.c = by_row ? rank % line : rank / line;
    slot.cell = slot_place(g, window, slot.r, slot.c);
    slot.inside = inside(slot.cell, shape_of(view.input).h, shape_of(view.input).w);
    return slot;
}

Step step_at(const PoolView& view, const WalkPlan& plan, std::int64_t index) {
    Step step;
    step.place = place_of(plan, index);
    const bool by_slot = plan.by == StepBy::Comparison;
    const bool forward = step.place.phase == Phase::Forward;
    step.window_ends = step.place.slot + 1 == steps_per_window(plan);
    if (by_slot) step.slot = slot_at(view, step.place.window, step.place.slot);
    const std::int64_t slots = by_slot && forward ? step.place.slot + 1 : std::numeric_limits<std::int64_t>::max();
    std::visit([&](const auto& input) { look(view, input, slots, step); }, view.input);
    if (forward) {
        if (by_slot) step.event = forward_event(step);
        return step;
    }
    if (by_slot) step.event = backward_event(view, step);
    if (!has_grad_output(view, step.place.window)) return step;
    step.grad_output = value_at(view.grad_output, step.place.plane, step.place.window.h, step.place.window.w);
    add_receipts(view, plan, step);
    return step;
}

double grad_input_after(const PoolView& view, const WalkPlan& plan, std::int64_t done, std::int64_t plane,
                        Place cell) {
    const std::int64_t finished = windows_done(plan, Phase::Backward, plane, done);
    const Place next{finished / plan.output.w, finished % plan.output.w};
    const double balance = balance_before(view, plan.output, plane, cell, next);

    // A window that is being compared slot by slot may have cleared or paid this cell already.
    if (plan.forward_only || done % steps_per_window(plan) == 0) return balance;
    Step step = step_at(view, plan, done - 1);
    if (step.place.phase != Phase::Backward || step.place.plane != plane || !step.grad_output) return balance;
    if (holds(step.receivers, cell) && paying_slot(view, plan, step, cell) <= step.place.slot)
        return dtype_of(view.input) == DType::Float32 ? receipt_of<float>(view, plan, step, cell).after
                                                      : receipt_of<double>(view, plan, step, cell).after;
    const bool in_window = holds(windows_of(view.geometry, plan.output, cell), step.place.window);
    return in_window && row(view.rules.overlap).clears_window ? 0 : balance;
}

}  // namespace poolwalk
