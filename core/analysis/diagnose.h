// Whose rules gave this dX? Every combination of the rule tables is tried on the problem, then each
// known mistake (known_mistakes.h) with every combination; the first level that explains the dX ends the search.
// Pure, and bounded in time: a diagnosis names what was too large to be tried. What it says in
// words is diagnose_words.h's.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/analysis/known_mistakes.h"
#include "core/analysis/precision.h"
#include "core/base/progress.h"
#include "core/base/result.h"

namespace poolwalk {

// The largest X that is diagnosed, and the number of comparisons (windows times their cells times rules)
// that are spent at most on the rules, and again on known mistakes: some seconds.
inline constexpr std::int64_t max_diagnose_cells = std::int64_t{1} << 22;
inline constexpr std::int64_t max_diagnose_comparisons = std::int64_t{1} << 30;

// A problem, and the dX that somebody's code gives for it. Types may differ: X's is computed in.
struct Claim {
    const AnyTensor& input;
    const AnyTensor& grad_output;  // may be smaller than Y, as everywhere
    const Geometry& geometry;
    const AnyTensor& grad_input;
    // Beyond exact equality abs(got - want) <= rtol * (the sum of abs(dY) that a cell could receive) fits.
    // Without a value 1e-12, or 1e-5 if X, dY or dX is float32, and what rounding to the decimals, digits or bits of
    // dX and dY (precision.h) may have changed. NaN equals NaN.
    std::optional<double> rtol{};
    std::int64_t max_comparisons = max_diagnose_comparisons;
};

// One way to get the dX: all of `rules` give the same on this input, the simplest (fewest departures
// from PyTorch) first; with a mistake, the rules lie under that mistake.
struct Explanation {
    const KnownMistake* mistake = nullptr;
    std::vector<Rules> rules;
    bool exact = true;
    double largest_error = 0;  // abs(got - want), 0 if exact
};

// The rules that come nearest to a dX that nothing explains: fewest differing cells, then the smallest
// largest error.
struct NearestRules {
    Rules rules;
    std::int64_t differing_cells = 0;
    double largest_error = 0;  // infinite where a NaN or an infinity stands against something else
    // In the first plane that differs: the first window in the order of the walk that contributes to a differing
    // cell by these rules, or else that holds one; none if no window that dY has reaches any.
    std::int64_t plane = 0;
    std::optional<Place> window{};
    Place cell{};              // the first differing cell of that window, or else of the plane
    double got = 0, want = 0;  // at the cell: the given dX's, and these rules'
};

struct Diagnosis {
    std::vector<Explanation> explanations{};       // simplest first
    std::optional<NearestRules> nearest{};         // if there is no explanation
    std::vector<const KnownMistake*> not_tried{};  // mistakes that this size left no time for, with all rules
    bool input_has_nan = false;                    // else the NaN rules cannot be told apart
    Shape shape{};                                 // of X
    Precision precision{};                         // of the given dX, at which it is compared
    // X has ties and was given rounded: printing may have made them.
    std::optional<Precision> precision_of_ties{};

    bool explained() const { return !explanations.empty(); }
};

// An error, with both shapes and the formula of the output's size, for arrays that do not belong together
// and problems beyond these limits.
Result<Diagnosis> diagnose(const Claim& claim, const Progress& progress = {});

}  // namespace poolwalk
