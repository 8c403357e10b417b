// The budget of the whole backward pass: why the sum of dX differs from the sum of dY, after any number of
// windows. What a single cell received is ledger.h's; pooling.h fills a table while it pools.
#pragma once

#include <cstdint>
#include <vector>

#include "core/pool/walk.h"

namespace poolwalk {

// Sums over windows, in double. out = in + made + rounding - overwritten - dropped_for_nan - on_padding.
struct Budget {
    double in = 0;               // sum of dY
    double out = 0;              // sum of dX
    double made = 0;             // given to tied cells beyond dY
    double overwritten = 0;      // thrown away by assigning
    double dropped_for_nan = 0;  // dY of windows where nothing matched
    double on_padding = 0;       // dY of windows without a cell
    double rounding = 0;         // what dividing and adding in the array's type changed
    std::int64_t windows = 0;
    bool operator==(const Budget&) const = default;
};

// Budgets before each row of windows, so that the budget after any step is O(the rows of windows
// that overlap one); and which windows contribute to a cell that already holds gradient.
class BudgetTable {
public:
    BudgetTable() = default;
    BudgetTable(const PoolView& view, const Shape& output);

    // After the first `windows` windows of the whole backward pass (all planes).
    Budget after(const PoolView& view, std::int64_t windows) const;
    Budget total() const { return before_row_.empty() ? Budget{} : before_row_.back(); }
    // [N, C, OH, OW]; 1 where a receiver's cell of dX was not 0 before.
    const Tensor<std::uint8_t>& contributes_to_nonzero() const { return contributes_to_nonzero_; }

    // To fill one: all rows of windows, or those that changed, each by itself; then add_up().
    explicit BudgetTable(const Shape& output);
    void set_row(std::int64_t plane, std::int64_t oh, const Budget& row);
    void set_contributes_to_nonzero(std::int64_t plane, Place window, bool nonzero) {
        contributes_to_nonzero_(plane, window.h, window.w) = nonzero;
    }
    void add_up();
    bool operator==(const BudgetTable&) const = default;

private:
    Shape output_;
    std::vector<Budget> of_row_, before_row_;
    Tensor<std::uint8_t> contributes_to_nonzero_;
};

}  // namespace poolwalk
