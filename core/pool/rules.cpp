#include "core/pool/rules.h"

#include <array>

#include "core/base/check.h"

namespace poolwalk {
namespace {

// Who does it: PyTorch, TF.js and tinygrad were run; the others are by their source.
constexpr std::array<TieRow, 6> tie_table{{
    {.rule = TieRule::First,
     .text = {"first", "First (PyTorch)", "the first maximal cell, row by row, receives all of dY",
              "PyTorch max_pool2d, TensorFlow max_pool, TF.js, Caffe; JAX and ONNX by their source"},
     .leaves = Break::Window},
    {.rule = TieRule::Last,
     .text = {"last", "Last (>= comparison)", "the last maximal cell, row by row, receives all of dY",
              "no framework's max pooling was found doing it; loops that compare with >= do"},
     .only_last = true},
    {.rule = TieRule::All,
     .text = {"all", "All (equality mask)", "every maximal cell receives all of dY: gradient is made from nothing",
              "Theano on the CPU by its source; NumPy masks built with X == Y"}},
    {.rule = TieRule::Split,
     .text = {"split", "Split evenly (tinygrad)", "every maximal cell receives an equal share of dY",
              "tinygrad max_pool2d; tf.reduce_max, torch.amax and jnp.max"},
     .shares = true},
    {.rule = TieRule::FirstPerRow,
     .text = {"first_per_row", "First per row (inner break)",
              "in each row of the window the first maximal cell receives all of dY",
              "nested loops whose break leaves only the inner loop"},
     .leaves = Break::Line},
    {.rule = TieRule::FirstColumnMajor,
     .text = {"first_column_major", "First by column (ConvNetJS)",
              "the first maximal cell, read column by column, receives all of dY", "ConvNetJS by its source"},
     .scan = Scan::ColumnByColumn,
     .leaves = Break::Window},
}};

constexpr std::array<OverlapRow, 3> overlap_table{{
    {.rule = OverlapRule::Accumulate,
     .text = {"accumulate", "Accumulate", "each window adds to dX",
              "PyTorch, TensorFlow and every correct backward pass"},
     .adds = true},
    {.rule = OverlapRule::AssignCell,
     .text = {"assign_cell", "Assign cell", "each window sets the receiving cell, so its earlier value is lost",
              "max_unpool; loops with = where += was meant"}},
    {.rule = OverlapRule::AssignWindow,
     .text = {"assign_window", "Assign window",
              "each window first sets all its cells to 0, so what its neighbours contributed is lost",
              "loops that assign a masked slice to the window"},
     .clears_window = true},
}};

constexpr std::array<NanRow, 3> nan_table{{
    {.rule = NanRule::LastNan,
     .text = {"last_nan", "Last NaN (PyTorch)", "Y is NaN; under First the last NaN of the window receives dY",
              "PyTorch: if (v > best or isnan(v))"},
     .last_for_first = true},
    {.rule = NanRule::ByTie,
     .text = {"by_tie", "NaNs tie", "Y is NaN; the NaN cells tie and the tie rule picks among them",
              "NumPy's argmax: the first NaN"}},
    {.rule = NanRule::NoMatch,
     .text = {"no_match", "No match (==)", "Y is NaN; no cell equals it, so the gradient is dropped",
              "equality masks: NaN == NaN never holds"},
     .matches = false},
}};

template <class Row, std::size_t N>
constexpr bool in_order(const std::array<Row, N>& table) {
    for (std::size_t i = 0; i < N; ++i)
        if (static_cast<std::size_t>(table[i].rule) != i) return false;
    return true;
}
static_assert(in_order(tie_table) && in_order(overlap_table) && in_order(nan_table));

}  // namespace

std::span<const TieRow> tie_rules() { return tie_table; }
std::span<const OverlapRow> overlap_rules() { return overlap_table; }
std::span<const NanRow> nan_rules() { return nan_table; }

const TieRow& row(TieRule rule) { return tie_table.at(static_cast<std::size_t>(rule)); }
const OverlapRow& row(OverlapRule rule) { return overlap_table.at(static_cast<std::size_t>(rule)); }
const NanRow& row(NanRule rule) { return nan_table.at(static_cast<std::size_t>(rule)); }

TieRule tie_in_window(const Rules& rules, bool maximum_is_nan) {
    const bool last_nan = maximum_is_nan && row(rules.nan).last_for_first && rules.tie == TieRule::First;
    return last_nan ? TieRule::Last : rules.tie;
}

}  // namespace poolwalk
