// The ledgers of all cells at once, in one pass over the windows: what ledger_of() (ledger.h) answers
// for a single cell, for files that hold every cell.
#pragma once

#include <vector>

#include "core/pool/ledger/ledger.h"

namespace poolwalk {

// Entries of all ledgers: pairs of a window and a cell of X in it, over all planes.
std::int64_t ledger_entries(const Shape& input, const Shape& output, const Geometry& geometry);

// For each cell of plane `plane`, row by row, what ledger_of() answers.
std::vector<std::vector<LedgerEntry>> ledgers_of(const PoolView& view, const Shape& output, std::int64_t plane);

}  // namespace poolwalk
