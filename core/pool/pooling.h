// Everything that follows from one problem: Y and where it comes from, dX and the budget. The kernels
// (kernels/kernels.h) do it where they compute the rules, else one pass over the windows; either way it is
// what max_pool returns, bit for bit. repool() does the same again for the few windows that an edit touches.
#pragma once

#include "core/base/progress.h"
#include "core/pool/argmax.h"
#include "core/pool/ledger/balance.h"
#include "core/pool/ledger/budget.h"

namespace poolwalk {

// Where it is written.
struct PoolResults {
    AnyTensor& output;      // [N, C, OH, OW]
    AnyTensor& grad_input;  // [N, C, H, W]
    Argmax& argmax;
    BudgetTable& budget;
};

// Do the kernels compute its rules?
bool kernels_compute(const PoolView& view);

// False if `progress` said to stop: then what is in `results` means nothing.
bool pool(const PoolView& view, const PoolResults& results, const Progress& progress = {});

// After a change of X or dY in these windows of a plane: writes their Y, the dX of all their cells, and the budget of
// the rows of windows that reach those. Returns these cells.
Region repool(const PoolView& view, const PoolResults& results, std::int64_t plane, const Region& windows);
// Windows that repool() would pool: what it costs.
std::int64_t windows_to_repool(const PoolView& view, const Region& windows);

}  // namespace poolwalk
