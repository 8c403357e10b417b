// Where a backward pass makes gradient and where it loses some, window by window and cell by cell.
// How much in all, and why, is the budget's (budget.h); this is for a person who wants to look there.
#pragma once

#include <vector>

#include "core/pool/ledger/ledger.h"

namespace poolwalk {

struct AmountAt {
    Place at;
    double amount = 0;
    bool operator==(const AmountAt&) const = default;
};

struct MadeAndLost {
    std::vector<AmountAt> made;  // by window, in the walk's order: what tied cells got beyond dY
    std::vector<AmountAt> lost;  // by cell of dX, row by row: what was thrown away by assigning
};

// Of one plane. In float64; rounding is neither made nor lost.
MadeAndLost made_and_lost(const PoolView& view, const Shape& output, std::int64_t plane);

}  // namespace poolwalk
