// What follows from a Document: Y and its argmax, dX, accounts, value ranges. Derived is computed
// from the document alone and cached by its revision; after an edit only what the edited cells touch is
// computed again. Grids and cells as they stand after any step are here too.
#pragma once

#include <array>
#include <memory>
#include <span>

#include "core/base/progress.h"
#include "core/doc/derived/grid_part.h"
#include "core/doc/derived/max_pyramid.h"
#include "core/doc/derived/range_table.h"
#include "core/doc/document.h"
#include "core/doc/edits.h"
#include "core/pool/pooling.h"

namespace poolwalk {

struct Derived {
    Shape output_shape;
    AnyTensor output, grad_input;
    Argmax argmax;
    BudgetTable budget;
    bool input_has_nan = false;
    ValueRange input_range;     // of X, and so of Y: one scale for both
    ValueRange gradient_range;  // of dY and dX together, symmetric around 0

    // What the ranges and coarse pictures of the four arrays are found from, by GridId.
    std::array<RangeTable, 4> ranges;  // Y has none of its own
    std::array<MaxPyramid, 4> max_pyramid;
    const MaxPyramid& max_pyramid_of(GridId grid) const { return max_pyramid[static_cast<std::size_t>(grid)]; }
};

// The document with the argmax that follows from it.
PoolView view_of(const Document& document, const Derived& derived);

Derived derive(const Document& document);
// The same, telling how far it is; false if it was told to stop, and then `derived` means nothing.
bool derive(const Document& document, Derived& derived, const Progress& progress);
// `derived` followed from the document as it was before these cells were edited.
void rederive(const Document& document, std::span<const EditedCell> cells, Derived& derived);
// The ranges as they follow from this document alone.
void take_own_ranges(Derived& derived);

// About how long the two take, of which a program decides whether to let a person wait.
double derive_ms(const Document& document);
double rederive_ms(const Document& document, std::span<const EditedCell> cells);

// One plane of a grid as the walk shows it after `done` steps, or the part of it that was asked for.
struct GridState {
    std::int64_t rows = 0, cols = 0;
    std::int64_t filled = 0;                           // cells, row by row, that are computed
    std::optional<GridPart> part{};                    // what `values` are of; absent: all cells
    std::shared_ptr<const std::vector<float>> values;  // for colours
};

// The values of X, Y, dX and dY of plane `plane` after `done` steps; what lies beyond `filled` means
// nothing. Only the rows of dX that the window under way spans are worked out anew. A part with a level
// is one of a plane that has a max pyramid.
GridState grid_state(const Document& document, const Derived& derived, const WalkPlan& plan, std::int64_t done,
                     std::int64_t plane, GridId grid, const std::optional<GridPart>& part = {});
// X, Y, dX or dY when all is done.
const AnyTensor& final_values(const Document& document, const Derived& derived, GridId grid);

// The exact value of one cell after `done` steps; NaN-safe. `computed` false: it holds nothing yet.
struct CellState {
    bool computed = true;
    double value = 0;
};
CellState cell_state(const Document& document, const Derived& derived, const WalkPlan& plan, std::int64_t done,
                     std::int64_t plane, GridId grid, Place cell);
// The same of all cells of a part without a level, row by row: of many cells of dX sooner than each by itself.
std::vector<CellState> cell_states(const Document& document, const Derived& derived, const WalkPlan& plan,
                                   std::int64_t done, std::int64_t plane, GridId grid, const GridPart& part);

}  // namespace poolwalk
