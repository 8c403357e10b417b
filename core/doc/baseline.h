// A document held beside the present one, to compare: the same walk over it, at the same window.
// Which document is held is AppState's; this is how it looks now. Drawing both is the canvas's work.
#pragma once

#include "core/doc/derived/derived.h"
#include "core/doc/update/update.h"

namespace poolwalk {

struct HeldNow {
    AppState state;  // the held document under the present view, at the window that the walk is at
    Derived derived;
    ValueRange input_range, gradient_range;  // its own; `derived` has those that both share
};

// Brings `now` up to date with what `state` holds; absent when it holds nothing. Where
// what follows from the present document is at hand, a document just held needs nothing worked out.
void follow_held(const AppState& state, std::optional<HeldNow>& now, const Derived* derived = nullptr);

// One scale of colours for both, so that equal colours are equal values. True if `derived` changed.
bool share_ranges(HeldNow& held, Derived& derived);

}  // namespace poolwalk
