// The ledger of one cell lists every window that holds it: what it contributed, whether it overwrote, and the balance
// after it. The budget of the whole backward pass is budget.h's, what dX held in between balance.h's.
#pragma once

#include <cstdint>
#include <vector>

#include "core/pool/ledger/budget.h"
#include "core/pool/region.h"

namespace poolwalk {

// What a cell was in one of its windows.
enum class CellOutcome : std::uint8_t {
    Lost,           // another cell of the window is larger
    Won,            // the only maximum: it receives
    TiedChosen,     // one of several maxima, and it receives
    TiedNotChosen,  // one of several maxima, the rule chose another
    NoMatch,        // the window's maximum is a NaN that equals nothing
};

struct LedgerEntry {
    Place window;
    CellOutcome outcome = CellOutcome::Lost;
    bool has_grad_output = true;  // false where dY is smaller than Y
    double amount = 0;            // what the window contributed to this cell
    bool overwrote = false;       // a balance other than 0 was thrown away first
    double balance = 0;           // of the cell after this window
    bool operator==(const LedgerEntry&) const = default;
};

// Every window that holds the cell, in the order of the walk.
std::vector<LedgerEntry> ledger_of(const PoolView& view, const Shape& output, std::int64_t plane, Place cell);
// The same of each cell of the plane, row by row, in one pass over the windows: for files that hold every cell.
std::vector<std::vector<LedgerEntry>> ledgers_of(const PoolView& view, const Shape& output, std::int64_t plane);
// Entries of all ledgers: pairs of a window and a cell of X in it, over all planes.
std::int64_t ledger_entries(const Shape& input, const Shape& output, const Geometry& geometry);

// How many of the plane's first `windows` windows contributed to each cell of a region, row by row: what
// max_pool_backward() counts as hits, for the cells that are looked at.
std::vector<std::int32_t> hits_in(const PoolView& view, const Shape& output, std::int64_t plane, const Region& cells,
                                  std::int64_t windows);

}  // namespace poolwalk
