#include "core/doc/baseline.h"

#include <algorithm>

#include "core/doc/update/update_parts.h"

namespace poolwalk {
namespace {

std::optional<CellRef> if_valid(const std::optional<CellRef>& cell, const Document& document) {
    return cell && is_valid(*cell, document) ? cell : std::nullopt;
}

ValueRange joined(ValueRange a, ValueRange b) { return {std::min(a.low, b.low), std::max(a.high, b.high)}; }

}  // namespace

bool share_ranges(BaselineNow& baseline, Derived& derived) {
    const ValueRange input = joined(baseline.input_range, derived.input_range);
    const ValueRange gradient = joined(baseline.gradient_range, derived.gradient_range);
    const bool changes = input != derived.input_range || gradient != derived.gradient_range;
    baseline.derived.input_range = derived.input_range = input;
    baseline.derived.gradient_range = derived.gradient_range = gradient;
    return changes;
}

void follow_baseline(const AppState& state, std::optional<BaselineNow>& now, const Derived* derived) {
    if (!state.baseline) return now.reset();
    if (!now || now->state.revision != state.baseline->revision) {
        now.emplace();
        now->state.document = state.baseline->document;
        now->state.revision = state.baseline->revision;
        if (derived && state.baseline->revision == state.revision) now->derived = *derived;
        else now->derived = derive(now->state.document);
        take_own_ranges(now->derived);
        now->input_range = now->derived.input_range;
        now->gradient_range = now->derived.gradient_range;
    }
    AppState& baseline = now->state;
    const Document& document = baseline.document;
    baseline.view = state.view;
    baseline.play = state.play;
    baseline.play.done = done_at(baseline, cursor_of(state));
    baseline.view.plane = std::min(state.view.plane, shape_of(*document.input).planes() - 1);
    baseline.view.hover = if_valid(state.view.hover, document);
    baseline.view.pinned = if_valid(state.view.pinned, document);
    baseline.view.selected_to.reset();
}

}  // namespace poolwalk
