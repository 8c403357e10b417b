// The baseline: a document kept to compare the current one with: the same walk over it, at the same window.
// AppState holds the document; this is how it looks now. Drawing both is the canvas's work.
#pragma once

#include "core/doc/derived/derived.h"
#include "core/doc/update/update.h"

namespace poolwalk {

struct BaselineNow {
    AppState state;  // the baseline document under the present view, at the window that the walk is at
    Derived derived;
    ValueRange input_range, gradient_range;  // its own; `derived` has those that both share
};

// Brings `now` up to date with what `state` holds; absent when it holds nothing. Where
// what follows from the present document is at hand, a document just baseline needs nothing worked out.
void follow_baseline(const AppState& state, std::optional<BaselineNow>& now, const Derived* derived = nullptr);

// One scale of colours for both, so that equal colours are equal values. True if `derived` changed.
bool share_ranges(BaselineNow& baseline, Derived& derived);

}  // namespace poolwalk
