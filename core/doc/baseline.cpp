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

bool share_ranges(HeldNow& held, Derived& derived) {
    const ValueRange input = joined(held.input_range, derived.input_range);
    const ValueRange gradient = joined(held.gradient_range, derived.gradient_range);
    const bool changes = input != derived.input_range || gradient != derived.gradient_range;
    held.derived.input_range = derived.input_range = input;
    held.derived.gradient_range = derived.gradient_range = gradient;
    return changes;
}

void follow_held(const AppState& state, std::optional<HeldNow>& now, const Derived* derived) {
    if (!state.held) return now.reset();
    if (!now || now->state.revision != state.held->revision) {
        now.emplace();
        now->state.document = state.held->document;
        now->state.revision = state.held->revision;
        if (derived && state.held->revision == state.revision) now->derived = *derived;
        else now->derived = derive(now->state.document);
        take_own_ranges(now->derived);
        now->input_range = now->derived.input_range;
        now->gradient_range = now->derived.gradient_range;
    }
    AppState& held = now->state;
    const Document& document = held.document;
    held.view = state.view;
    held.play = state.play;
    held.play.done = done_at(held, cursor_of(state));
    held.view.plane = std::min(state.view.plane, shape_of(*document.input).planes() - 1);
    held.view.hover = if_valid(state.view.hover, document);
    held.view.pinned = if_valid(state.view.pinned, document);
    held.view.selected_to.reset();
}

}  // namespace poolwalk
