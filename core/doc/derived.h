// What follows from a Document: Y and its argmax, dX, accounts, value ranges. Derived is computed
// from the document alone and cached by its revision; nothing in it is ever edited.
#pragma once

#include <memory>

#include "core/doc/document.h"
#include "core/doc/grid_id.h"
#include "core/pool/ledger.h"

namespace poolwalk {

// The finite values of an array over all its planes; low == high == 0 when there are none.
struct ValueRange {
    double low = 0, high = 0;
    bool operator==(const ValueRange&) const = default;
};

struct Derived {
    Shape output_shape;
    AnyTensor output, grad_input;
    Tensor<std::int32_t> argmax, tie_count, hits;
    BudgetTable budget;
    bool input_has_nan = false;
    ValueRange input_range;     // of X, and so of Y: one scale for both
    ValueRange gradient_range;  // of dY and dX together, symmetric around 0
};

Derived derive(const Document& document);

// One plane of a grid as the walk shows it after `done` steps.
struct GridState {
    std::int64_t rows = 0, cols = 0;
    std::int64_t filled = 0;                           // cells, row by row, that are computed
    std::shared_ptr<const std::vector<float>> values;  // for colours
};

// The values of X, Y, dX and dY of plane `plane` after `done` steps; what lies beyond `filled` means
// nothing. Only the rows of dX that the window under way spans are worked out anew.
GridState grid_state(const Document& document, const Derived& derived, const WalkPlan& plan, std::int64_t done,
                     std::int64_t plane, GridId grid);

// The exact value of one cell after `done` steps; NaN-safe. `computed` false: it holds nothing yet.
struct CellState {
    bool computed = true;
    double value = 0;
};
CellState cell_state(const Document& document, const Derived& derived, const WalkPlan& plan, std::int64_t done,
                     std::int64_t plane, GridId grid, Place cell);

}  // namespace poolwalk
