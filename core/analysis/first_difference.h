// Where a dX that nothing explains departs first from the rules that come nearest to it. Which rules those are
// is found by diagnose.cpp.
#pragma once

#include "core/analysis/diagnose.h"
#include "core/analysis/rule_fits.h"

namespace poolwalk::diagnosis {

// Fills in the place of the first difference and its two numbers; at least one cell must differ.
void find_first_difference(const PoolTask& task, const Site& site, const Given& given, NearestRules& nearest);

}  // namespace poolwalk::diagnosis
