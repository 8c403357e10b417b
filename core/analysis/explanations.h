// The explanations that a diagnosis has found so far: those that give the same dX are one, and the simplest comes
// first. Which are tried is diagnose.cpp's.
#pragma once

#include "core/analysis/diagnose.h"
#include "core/analysis/rule_fits.h"

namespace poolwalk::diagnosis {

struct Found {
    Explanation explanation;
    std::uint64_t fingerprint = 0;  // of the dX that fits
};

// A dX that fits: what was run, and the mistake in the result or null.
struct Candidate {
    const Run& run;
    OverlapRule overlap;
    const std::vector<double>& values;
    const KnownMistake* mistake;
};

void keep(std::vector<Found>& found, const Candidate& candidate, const Fit& fit);

// Simplest first; what fits exactly leaves no room for what fits nearly.
std::vector<Explanation> sorted(std::vector<Found> found);

// The place of the rules in rules_by_simplicity().
std::size_t rank_of(const Rules& rules);

}  // namespace poolwalk::diagnosis
