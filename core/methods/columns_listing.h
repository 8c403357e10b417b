// Which lines of a method's code a step of im2col and col2im runs, and the variables to watch meanwhile.
// The steps are core/pool/columns.h's.
#pragma once

#include <vector>

#include "core/methods/listing.h"
#include "core/pool/columns.h"

namespace poolwalk {

// Lines [first, last] of the forward or backward half of the method's code that a phase runs.
struct PhaseLines {
    std::size_t first = 0, last = 0;
};
PhaseLines lines_of(ColumnsPhase phase, const Listing& listing);
// Expressions of that code and their values after the step, which is `engine` in the engine's walk; arrays are
// col[k, n, ch, i, j] there.
std::vector<Watch> watches_of(const PoolView& view, const ColumnsPlan& plan, const ColumnsStep& step,
                              const Step& engine);

}  // namespace poolwalk
