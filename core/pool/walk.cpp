#include "core/pool/walk.h"

#include <algorithm>
#include <cmath>

#include "core/base/check.h"
#include "core/pool/ledger/balance.h"

namespace poolwalk {
namespace {

std::int64_t windows_of_plane(const WalkPlan& plan) { return plan.output.plane_cells(); }

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

// The slot in whose step the receiver gets its share: a remembered hit only when the scan is over.
std::int64_t contributing_slot(const PoolView& view, const WalkPlan& plan, const Step& step, Place receiver) {
    if (plan.by == StepBy::Window) return 0;
    const TieRow& tie = row(tie_in_window(view.rules, std::isnan(step.output)));
    return tie.only_last ? steps_per_window(plan) - 1 : rank_of(view, step.place.window, receiver);
}

// Quotients and sums of two float32 numbers, made in double and rounded once, are float32's own.
double rounded(const PoolView& view, double value) {
    return dtype_of(view.input) == DType::Float32 ? static_cast<double>(static_cast<float>(value)) : value;
}

double share_of(const PoolView& view, const Step& step) {
    return share_of(view, *step.grad_output, step.receivers.size());
}

double after_contribution(const PoolView& view, const Step& step, double before) {
    return row(view.rules.overlap).adds ? rounded(view, before + share_of(view, step)) : share_of(view, step);
}

std::vector<Place> cells_of(const PoolView& view, Place window) {
    const Shape& shape = shape_of(view.input);
    std::vector<Place> cells;
    for_each_cell(view.geometry, shape.h, shape.w, window,
                  [&](std::int64_t, std::int64_t, Place cell) { cells.push_back(cell); });
    return cells;
}

void add_contributions(const PoolView& view, const WalkPlan& plan, Step& step) {
    const OverlapRow& rule = row(view.rules.overlap);
    std::vector<Place> receiving, cleared;
    for (const Place cell : step.receivers)
        if (contributing_slot(view, plan, step, cell) == step.place.slot) receiving.push_back(cell);
    // The first step of a window clears it, so that later ones find 0.
    const bool clears = rule.clears_window && step.place.slot == 0, cleared_before = rule.clears_window && !clears;
    if (clears) cleared = cells_of(view, step.place.window);
    if (receiving.empty() && cleared.empty()) return;
    const Moment now{step.place.plane, step.place.window};
    auto before = balances_before(view, plan.output, now, clears ? cleared : receiving);
    for (const Place cell : cleared) step.overwritten += before.at(cell);
    for (const Place cell : receiving) {
        const double held = cleared_before ? 0 : before.at(cell);
        step.contributions.push_back({cell, share_of(view, step), held, after_contribution(view, step, held)});
        if (!rule.adds && !rule.clears_window) step.overwritten += held;
    }
}

template <class T>
void pool_step(const PoolView& view, const Tensor<T>& input, std::int64_t slots, Step& step) {
    PooledWindow<T> pooled;
    const auto plane = input.plane(step.place.plane);
    pool_window<T>(plane, view.geometry, view.rules, step.place.window, pooled, slots);
    step.output = static_cast<double>(pooled.value);
    step.maxima = pooled.maxima;
    step.receivers = pooled.receivers;
    step.cells = pooled.cells;
    // A NaN that equals nothing is the maximum all the same.
    if (step.place.phase == Phase::Forward && pooled.dropped_for_nan()) {
        const Rules by_tie{view.rules.tie, view.rules.overlap, NanRule::ByTie};
        pool_window<T>(plane, view.geometry, by_tie, step.place.window, pooled, slots);
    }
    if (!pooled.receivers.empty()) step.best = pooled.receivers.front();
}

bool holds(const std::vector<Place>& cells, Place cell) { return std::ranges::find(cells, cell) != cells.end(); }

SlotEvent forward_event(const Step& step) {
    if (!step.slot.inside) return SlotEvent::Padding;
    if (step.best == step.slot.cell) return SlotEvent::Kept;
    return holds(step.maxima, step.slot.cell) ? SlotEvent::Tied : SlotEvent::Lower;
}

// Did a `break` leave the scan before this slot? It leaves behind the receiver of its line or window.
bool skipped(const PoolView& view, const TieRow& tie, const Step& step) {
    if (tie.leaves == Break::Never) return false;
    const auto before = [&](Place receiver) {
        const bool same_line =
            tie.scan == Scan::RowByRow ? receiver.h == step.slot.cell.h : receiver.w == step.slot.cell.w;
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
    return holds(step.receivers, step.slot.cell) ? SlotEvent::Receives : SlotEvent::Tied;
}

}  // namespace

double share_of(const PoolView& view, double grad_output, std::size_t receivers) {
    return row(view.rules.tie).shares ? rounded(view, grad_output / static_cast<double>(receivers)) : grad_output;
}

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

std::int64_t tie_count_at(const PoolView& view, std::int64_t plane, Place window) {
    return std::visit(
        [&]<class T>(const Tensor<T>& input) {
            PooledWindow<T> pooled;
            pool_window<T>(input.plane(plane), view.geometry, view.rules, window, pooled);
            return std::ssize(pooled.maxima);
        },
        view.input);
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
    std::visit([&](const auto& input) { pool_step(view, input, slots, step); }, view.input);
    if (forward) {
        if (by_slot) step.event = forward_event(step);
        return step;
    }
    if (!has_grad_output(view, step.place.window)) {
        step.event = SlotEvent::Skipped;
        return step;
    }
    if (by_slot) step.event = backward_event(view, step);
    step.grad_output = value_at(view.grad_output, step.place.plane, step.place.window.h, step.place.window.w);
    add_contributions(view, plan, step);
    return step;
}

std::vector<CellGradient> written_under_way(const PoolView& view, const WalkPlan& plan, std::int64_t done,
                                            std::int64_t plane) {
    if (plan.forward_only || done % steps_per_window(plan) == 0) return {};
    const Step step = step_at(view, plan, done - 1);
    if (step.place.phase != Phase::Backward || step.place.plane != plane || !step.grad_output) return {};
    const bool clears = row(view.rules.overlap).clears_window;
    std::vector<Place> receiving;
    for (const Place cell : step.receivers)
        if (contributing_slot(view, plan, step, cell) <= step.place.slot) receiving.push_back(cell);
    std::vector<CellGradient> written;
    if (clears)
        for (const Place cell : cells_of(view, step.place.window))
            written.push_back({cell, holds(receiving, cell) ? after_contribution(view, step, 0) : 0});
    else
        for (const auto& [cell, before] : balances_before(view, plan.output, {plane, step.place.window}, receiving))
            written.push_back({cell, after_contribution(view, step, before)});
    return written;
}

double grad_input_after(const PoolView& view, const WalkPlan& plan, std::int64_t done, std::int64_t plane,
                        Place cell) {
    for (const CellGradient& holding : written_under_way(view, plan, done, plane))
        if (holding.cell == cell) return holding.value;
    const std::int64_t finished = windows_done(plan, Phase::Backward, plane, done);
    return balance_before(view, plan.output, {plane, {finished / plan.output.w, finished % plan.output.w}}, cell);
}

}  // namespace poolwalk
