// What a diagnosis compares: the dX of every rule combination on one problem, run once where the
// problem cannot tell rules apart, and how well a given dX fits each. What follows from it is
// diagnose.h's.
#pragma once

#include <cstdint>
#include <vector>

#include "core/analysis/known_mistakes.h"
#include "core/analysis/precision.h"

namespace poolwalk::diagnosis {

// Every combination of the three tables; PyTorch's first, then by the number of departures from it.
std::vector<Rules> rules_by_simplicity();

// One run stands for all rules that must give the same: without ties every tie rule does, without NaN
// every NaN rule.
struct Run {
    Rules rules{};  // its overlap rule means nothing: each run takes all of them
    bool has_ties = true, has_nan = true;
};
std::vector<Run> runs_of(const PoolTask& task);
// Whether `rules` are among those that `run` with `overlap` stands for.
bool stands_for(const Run& run, OverlapRule overlap, const Rules& rules);

// Comparisons that one run takes; held within 2^62.
std::int64_t comparisons(const PoolTask& task);

// dX of shape `shape` (X's), flat, by each overlap rule in the order of their table.
std::vector<std::vector<double>> grad_inputs(const PoolTask& task, const Shape& shape, const Rules& rules);

// The most that each cell could receive: the finite abs(dY) of the windows where it is a maximum, summed.
std::vector<double> scales(const PoolTask& task, const Shape& shape);

// The dX that is to be explained, flat.
struct Given {
    std::vector<double> values;
    bool is_float32 = false;  // what is computed is; then it is compared after rounding to it
    double rtol = 0;
    Precision precision{};            // of the values
    double grad_output_rounding = 0;  // of all dY that a cell can receive
};

// How well `given` fits.
struct Fit {
    bool exact = true;
    std::int64_t differing = 0;  // cells beyond the tolerance
    double largest_error = 0;
};

// A dX to compare with; without a mistake it is as it is.
struct Wanted {
    const std::vector<double>& values;
    const std::vector<double>& scales;
    const Site& site;
    const KnownMistake* mistake = nullptr;  // in the result
};
double value_of(const Wanted& wanted, std::size_t index);

enum class Agreement : std::uint8_t { Equal, Near, None };
Agreement compare(const Given& given, const Wanted& wanted, std::size_t index);

// Stops at the first cell that differs if `only_if_fits`.
Fit fit_of(const Given& given, const Wanted& wanted, bool only_if_fits);

}  // namespace poolwalk::diagnosis
