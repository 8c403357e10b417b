// Facts about libraries are of their sources as of 2026; "run" means that the library was run on these numbers.
#include "core/methods/method_rows.h"

#include <limits>

#include "core/methods/library_code.h"
#include "core/methods/notebook_code.h"

namespace poolwalk {
namespace {

using namespace method_code;
using enum TieRule;
using enum OverlapRule;
using enum NanRule;

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double largest_float = std::numeric_limits<float>::max();

constexpr Requirements plain{.no_padding = true, .no_dilation = true, .no_ceil = true, .whole_grad_output = true};

constexpr Requirements squares() {
    Requirements requirements = plain;
    requirements.square_kernel = requirements.one_stride = true;
    return requirements;
}

constexpr Requirements window_is_stride() {
    Requirements requirements = squares();
    requirements.window_is_stride = true;
    return requirements;
}

constexpr Requirements pool_two(bool exact_sizes) {
    Requirements requirements = plain;
    requirements.pool_two = true;
    requirements.exact_sizes = exact_sizes;
    return requirements;
}

constexpr Requirements exact(Requirements requirements) {
    requirements.exact_sizes = true;
    return requirements;
}

std::vector<MethodRow> write_ups() {
    Requirements any_grad_output = squares();
    any_grad_output.whole_grad_output = false;
    return {
        {.name = "loops_break",
         .label = "Nested loops with a break",
         .source = "a notebook with six nested loops over N x C x H x W",
         .rules = Rules{FirstPerRow, Accumulate, NoMatch},
         .requirements = any_grad_output,
         .help = "the break leaves only the innermost loop, so each row of a tied window receives it once",
         .example = "seed-000-c",
         .evidence = "by its output",
         .quirk = "dX is made like X: with an X of integers each sum is cut to an integer, so 0.5 becomes 0",
         .integers = IntegerInput::TruncatesSums,
         .code = loops_break},
        {.name = "window_argmax",
         .label = "Window = stride, argmax",
         .source = "a notebook that compares NumPy with TensorFlow, first half",
         .layout = AxisOrder::NHWC,
         .rules = Rules{First, AssignWindow, ByTie},
         .requirements = window_is_stride(),
         .help = "the first maximum by argmax, then the whole window is assigned; one number is window and stride",
         .example = "seed-001-b",
         .evidence = "by its output",
         .quirk = "the window's gradient is made like X: with an X of integers fractions are cut",
         .integers = IntegerInput::TruncatesShares,
         .code = window_argmax},
        {.name = "window_mask",
         .label = "Window = stride, equality mask",
         .source = "the same notebook, its layer class with forward and backward",
         .layout = AxisOrder::NHWC,
         .rules = Rules{All, AssignWindow, NoMatch},
         .requirements = window_is_stride(),
         .help = "the mask of cells equal to the maximum times dY, assigned to the window: every tied cell receives "
                 "all of it",
         .example = "seed-001-e",
         .evidence = "by its output",
         .quirk = "dX is made like X: with an X of integers fractions are cut",
         .masks_by_product = true,
         .integers = IntegerInput::TruncatesShares,
         .code = window_mask},
        {.name = "repeat_mask",
         .label = "Repeat and equal",
         .source = "a notebook that trains a tiny network through one pooling layer",
         .rules = Rules{All, AssignWindow, NoMatch},
         .requirements = pool_two(true),
         .help = "Y and dY are repeated 2 by 2 to the size of X, and cells equal to Y take dY",
         .example = "seed-002-a",
         .evidence = "by its source",
         .quirk = "repeating by 2 breaks for any pool other than 2",
         .masks_by_product = true,
         .code = repeat_mask},
        {.name = "im2col",
         .label = "im2col and col2im",
         .source = "an article on the layer as columns, with its class",
         .rules = Rules{First, Accumulate, ByTie},
         .requirements = exact(squares()),
         .help = "windows become columns, argmax picks one row of each, and col2im adds the columns back",
         .example = "seed-003-a",
         .evidence = "by its source",
         .quirk = "the columns of dX are made like X: with an X of integers fractions are cut",
         .integers = IntegerInput::TruncatesShares,
         .code = im2col},
        {.name = "strided_loop",
         .label = "Strided windows, a loop back",
         .source = "a question on a programmers' site: can this be vectorised?",
         .rules = Rules{First, AssignCell, ByTie},
         .requirements = squares(),
         .help = "windows by strides forward; backward has = where += is needed, so overlapping windows overwrite",
         .example = "seed-004-a",
         .evidence = "by its source",
         .code = strided_loop},
        {.name = "strided_mask",
         .label = "Strided windows, a mask back",
         .source = "the answer to that question",
         .rules = Rules{All, AssignWindow, NoMatch},
         .requirements = pool_two(false),
         .help = "no loop is left, but all tied cells now receive it, which the loop it replaces did not do",
         .example = "seed-004-b",
         .evidence = "by its source",
         .quirk = "it repeats by 2 whatever the pool: others end in shapes that do not fit",
         .masks_by_product = true,
         .code = strided_mask},
    };
}

std::vector<MethodRow> libraries() {
    return {
        {.name = "pytorch",
         .label = "PyTorch max_pool2d",
         .source = "torch.nn.functional.max_pool2d on the CPU",
         .rules = Rules{First, Accumulate, LastNan},
         .requirements = {.equal_padding = true, .half_padding = true, .whole_grad_output = true},
         .help = "the forward pass keeps the first maximum's place, the backward pass adds dY there",
         .example = "nan-places",
         .evidence = "run",
         .quirk = "a NaN always replaces the running maximum, so the last NaN of a window is kept",
         .code = pytorch},
        {.name = "tensorflow",
         .label = "TensorFlow max_pool",
         .source = "tf.nn.max_pool2d on the CPU",
         .layout = AxisOrder::NHWC,
         .rules = Rules{First, Accumulate, ByTie},
         .requirements = {.cell_in_window = true, .no_dilation = true, .no_ceil = true, .whole_grad_output = true},
         .help = "the backward pass looks for the first maximum anew and adds; a NaN stays only if it comes first, "
                 "to which \"NaNs tie\" is the closest rule",
         .example = "tie-of-three",
         .evidence = "by its source",
         .nan_differs = "keeps a NaN only where it is the first cell of its window",
         .code = tensorflow},
        {.name = "jax",
         .label = "JAX reduce_window",
         .source = "jax.lax.reduce_window with max, as Flax's max_pool uses it",
         .layout = AxisOrder::NHWC,
         .rules = Rules{First, Accumulate, LastNan},
         .requirements = {.cell_in_window = true, .no_dilation = true, .no_ceil = true, .whole_grad_output = true},
         .help = "the backward pass keeps the earlier cell while it is >= the next, then adds; of the NaN rules "
                 "\"last NaN\" is the closest",
         .example = "lone-peak",
         .evidence = "by its source",
         .nan_differs = "has a NaN in Y, but sends its gradient back only where it is the last cell of its window",
         .code = jax},
        {.name = "caffe",
         .label = "Caffe",
         .source = "Caffe's pooling layer on the CPU",
         .rules = Rules{First, Accumulate, NoMatch},
         .requirements =
             {.equal_padding = true, .cell_in_window = true, .no_dilation = true, .whole_grad_output = true},
         .help =
             "the running maximum starts at the lowest float and moves on >; old versions gave it to every tied cell",
         .example = "lone-peak-strided",
         .evidence = "by its source",
         .quirk = "a window without a larger cell keeps the place -1, and its dY is written before the array",
         .nan_differs = "passes over a NaN as if it were the lowest number",
         .starts_at = -largest_float,
         .code = caffe},
        {.name = "convnetjs",
         .label = "ConvNetJS",
         .source = "ConvNetJS's pool layer",
         .layout = AxisOrder::NHWC,
         .rules = Rules{FirstColumnMajor, Accumulate, NoMatch},
         .requirements = {.one_stride = true,
                          .equal_padding = true,
                          .one_padding = true,
                          .cell_in_window = true,
                          .no_dilation = true,
                          .no_ceil = true,
                          .whole_grad_output = true},
         .help = "the first maximum column by column, from a running maximum of -99999",
         .example = "column-first",
         .evidence = "by its source",
         .quirk = "a window of numbers below -99999 has no winner",
         .nan_differs = "passes over a NaN as if it were the lowest number",
         .starts_at = -99999,
         .code = convnetjs},
        {.name = "tfjs",
         .label = "TensorFlow.js maxPool",
         .source = "tf.maxPool of TensorFlow.js on the CPU",
         .layout = AxisOrder::NHWC,
         .rules = Rules{First, Accumulate, NoMatch},
         .requirements = {.cell_in_window = true, .no_ceil = true, .whole_grad_output = true},
         .help = "backward each cell asks its windows whether it won them, and adds their dY",
         .example = "windows-on-edges",
         .evidence = "run",
         .quirk = "a window of -inf alone has no winner, and its dY is lost",
         .nan_differs = "passes over a NaN as if it were -inf",
         .starts_at = -inf,
         .code = tfjs},
        {.name = "tinygrad",
         .label = "tinygrad max_pool2d",
         .source = "tinygrad's Tensor.max_pool2d",
         .rules = Rules{Split, Accumulate, NoMatch},
         .requirements = {.whole_grad_output = true},
         .help = "tied cells share dY evenly; padding is made of real cells of -inf, which take a share of windows "
                 "of -inf",
         .example = "dead-relu",
         .evidence = "run",
         .quirk = "padding ties with an X of -inf: of such windows gradient leaks into the padding",
         .nan_differs = "has a NaN in Y only where it is the first cell, and then makes dX NaN",
         .pads_as_cells = true,
         .masks_by_product = true,
         .code = tinygrad},
        {.name = "theano",
         .label = "Theano on the CPU",
         .source = "Theano's Pool and MaxPoolGrad in Python",
         .rules = Rules{All, Accumulate, NoMatch},
         .requirements =
             {.equal_padding = true, .cell_in_window = true, .no_dilation = true, .whole_grad_output = true},
         .help = "every cell equal to Y receives all of dY, and windows add up",
         .example = "shared-centre",
         .evidence = "by its source",
         .quirk = "on a GPU through cuDNN one of the tied cells receives it, not always the same",
         .code = theano},
        {.name = "tf_reduce_max",
         .label = "TensorFlow reduce_max",
         .source = "tf.reduce_max over windows made by a reshape",
         .layout = AxisOrder::NHWC,
         .rules = Rules{Split, Accumulate, NoMatch},
         .requirements = {.window_is_stride = true,
                          .exact_sizes = true,
                          .no_padding = true,
                          .no_dilation = true,
                          .no_ceil = true,
                          .whole_grad_output = true},
         .help = "the gradient of a reduction: tied cells share dY evenly",
         .example = "tie-of-three-split",
         .evidence = "by its documentation",
         .nan_differs = "divides by the number of matches, 0 for a NaN, so the window's dX is NaN",
         .masks_by_product = true,
         .code = tf_reduce_max},
    };
}

}  // namespace

std::vector<MethodRow> method_rows() {
    std::vector<MethodRow> all{{.name = "rules",
                                .label = "The chosen rules",
                                .source = "Poolwalk's own loops",
                                .help = "whatever tie, overlap and NaN rules are set, as plain loops",
                                .example = "overlap",
                                .evidence = "run"}};
    for (auto* part : {write_ups, libraries})
        for (MethodRow& row : part()) all.push_back(row);
    return all;
}

}  // namespace poolwalk
