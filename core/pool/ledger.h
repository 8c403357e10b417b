// Accounts of the backward pass. The ledger of one cell lists every window that holds it: what it
// paid, whether it overwrote, and the balance after it. The budget of the whole pass says why the
// sum of dX differs from the sum of dY. What dX held in between is balance.h's.
#pragma once

#include <cstdint>
#include <vector>

#include "core/pool/walk.h"

namespace poolwalk {

enum class Outcome : std::uint8_t {
    Lost,        // another cell of the window is larger
    Won,         // the only maximum, paid
    TiedPaid,    // one of several maxima, paid
    TiedUnpaid,  // one of several maxima, the rule chose another
    NoMatch,     // the window's maximum is a NaN that equals nothing
};

struct LedgerEntry {
    Place window;
    Outcome outcome = Outcome::Lost;
    bool has_grad_output = true;  // false where dY is smaller than Y
    double amount = 0;            // what the window paid into this cell
    bool overwrote = false;       // a balance other than 0 was thrown away first
    double balance = 0;           // of the cell after this window
    bool operator==(const LedgerEntry&) const = default;
};

// Every window that holds the cell, in the order of the walk.
std::vector<LedgerEntry> ledger_of(const PoolView& view, const Shape& output, std::int64_t plane, Place cell);

// Sums over windows, in double. out = in + made + rounding - overwritten - dropped_for_nan - on_padding.
struct Budget {
    double in = 0;               // sum of dY
    double out = 0;              // sum of dX
    double made = 0;             // paid beyond dY to tied cells
    double overwritten = 0;      // thrown away by assigning
    double dropped_for_nan = 0;  // dY of windows where nothing matched
    double on_padding = 0;       // dY of windows without a cell
    double rounding = 0;         // what dividing and adding in the array's type changed
    std::int64_t windows = 0;
};

// Budgets before each row of windows, so that the budget after any step is O(the rows of windows
// that overlap one); and which windows pay into a cell that already holds gradient.
class BudgetTable {
public:
    BudgetTable() = default;
    BudgetTable(const PoolView& view, const Shape& output);

    // After the first `windows` windows of the whole backward pass (all planes).
    Budget after(const PoolView& view, std::int64_t windows) const;
    Budget total() const { return before_row_.empty() ? Budget{} : before_row_.back(); }
    // [N, C, OH, OW]; 1 where a receiver's cell of dX was not 0 before.
    const Tensor<std::uint8_t>& pays_held_cell() const { return pays_held_cell_; }

private:
    Shape output_;
    std::vector<Budget> before_row_;
    Tensor<std::uint8_t> pays_held_cell_;
};

}  // namespace poolwalk
