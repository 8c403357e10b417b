#include "core/analysis/known_mistakes.h"

#include <array>
#include <utility>

namespace poolwalk {
namespace {

// --- Mistakes in the result: where its cells come from ---

// A flat index taken apart along four sides, the last one running fastest.
struct Digits {
    std::int64_t a, b, c, d;
};

Digits digits_of(std::int64_t index, const Shape& sides) {
    const std::int64_t d = index % sides.w, c = index / sides.w % sides.h, b = index / sides.w / sides.h % sides.c;
    return {index / sides.w / sides.h / sides.c, b, c, d};
}

std::int64_t index_in(const Shape& sides, const Digits& at) {
    return ((at.a * sides.c + at.b) * sides.h + at.c) * sides.w + at.d;
}

Shape turned(const Shape& x) { return {x.n, x.c, x.w, x.h}; }
Shape channels_last(const Shape& x) { return {x.n, x.h, x.w, x.c}; }
// A file N x C x H x W taken for N x H x W x C and turned into NCHW.
Shape channels_moved(const Shape& x) { return {x.n, x.w, x.c, x.h}; }
Shape batch_swapped(const Shape& x) { return {x.c, x.n, x.h, x.w}; }

std::int64_t from_turned(const Site& site, std::int64_t index) {
    const auto [n, c, w, h] = digits_of(index, turned(site.input));
    return index_in(site.input, {n, c, h, w});
}

std::int64_t from_channels_last(const Site& site, std::int64_t index) {
    const auto [n, h, w, c] = digits_of(index, channels_last(site.input));
    return index_in(site.input, {n, c, h, w});
}

std::int64_t to_channels_last(const Site& site, std::int64_t index) {
    const auto [n, c, h, w] = digits_of(index, site.input);
    return index_in(channels_last(site.input), {n, h, w, c});
}

std::int64_t from_channels_moved(const Site& site, std::int64_t index) {
    const auto [n, w, c, h] = digits_of(index, channels_moved(site.input));
    return index_in(site.input, {n, c, h, w});
}

std::int64_t from_batch_swapped(const Site& site, std::int64_t index) {
    const auto [c, n, h, w] = digits_of(index, batch_swapped(site.input));
    return index_in(site.input, {n, c, h, w});
}

// The cell of X at (h, w) of the padded plane, -1 on padding.
std::int64_t at_padded(const Site& site, const Digits& plane, Place padded) {
    const Place at{padded.h - site.geometry.pads.top, padded.w - site.geometry.pads.left};
    return inside(at, site.input.h, site.input.w) ? index_in(site.input, {plane.a, plane.b, at.h, at.w}) : -1;
}

std::int64_t from_padded_place(const Site& site, std::int64_t index) {
    const Digits at = digits_of(index, site.input);
    return at_padded(site, at, {at.c, at.d});
}

std::int64_t from_padded_index(const Site& site, std::int64_t index) {
    const Digits at = digits_of(index, site.input);
    const std::int64_t in_plane = at.c * site.input.w + at.d;
    const std::int64_t width = site.input.w + site.geometry.pads.left + site.geometry.pads.right;
    return at_padded(site, at, {in_plane / width, in_plane % width});
}

std::int64_t from_nowhere(const Site&, std::int64_t) { return -1; }

double window_size(const Site& site) {
    return static_cast<double>(site.geometry.kernel.rows * site.geometry.kernel.cols);
}
double outputs(const Site& site) { return static_cast<double>(site.output.cells()); }
double minus_one(const Site&) { return -1; }
double half(const Site&) { return 0.5; }

// --- Mistakes in the problem ---

// Each plane of `tensor` anew: its cell (h, w) is that of `from` in the old plane.
AnyTensor rearranged(const AnyTensor& tensor, Place (*from)(const Shape& shape, Place at)) {
    const Shape& shape = shape_of(tensor);
    AnyTensor result = make_tensor(dtype_of(tensor), shape);
    for (std::int64_t p = 0; p < shape.planes(); ++p)
        for (std::int64_t h = 0; h < shape.h; ++h)
            for (std::int64_t w = 0; w < shape.w; ++w) {
                const Place place = from(shape, {h, w});
                set_value(result, p, h, w, value_at(tensor, p, place.h, place.w));
            }
    return result;
}

bool replace_grad_output_by_ones(PoolTask& task) {
    task.grad_output = make_tensor(dtype_of(task.input), shape_of(task.grad_output), 1);
    return true;
}

bool replace_grad_output_by_output(PoolTask& task) {
    std::visit(
        [&]<class T>(const Tensor<T>& input) {
            const Tensor<T> output = max_pool_forward(input, task.geometry, Rules{}).output;
            auto& grad_output = std::get<Tensor<T>>(task.grad_output);
            const Shape shape = grad_output.shape();
            for (std::int64_t p = 0; p < shape.planes(); ++p)
                for (std::int64_t oh = 0; oh < shape.h; ++oh)
                    for (std::int64_t ow = 0; ow < shape.w; ++ow) grad_output(p, oh, ow) = output(p, oh, ow);
        },
        task.input);
    return true;
}

bool negate_input(PoolTask& task) {
    std::visit(
        [](auto& input) {
            for (auto& value : input.data()) value = -value;
        },
        task.input);
    return true;
}

bool pad_with_zeros(PoolTask& task) {
    const Pads pads = task.geometry.pads;
    if (pads == Pads{}) return false;
    const Shape x = shape_of(task.input);
    const Shape padded{x.n, x.c, x.h + pads.top + pads.bottom, x.w + pads.left + pads.right};
    if (!size_error(padded.n, padded.c, padded.h, padded.w).empty()) return false;
    std::visit(
        [&]<class T>(Tensor<T>& input) {
            Tensor<T> result(padded);
            for (std::int64_t p = 0; p < x.planes(); ++p)
                for (std::int64_t h = 0; h < x.h; ++h)
                    for (std::int64_t w = 0; w < x.w; ++w) result(p, pads.top + h, pads.left + w) = input(p, h, w);
            input = std::move(result);
        },
        task.input);
    task.origin = {pads.top, pads.left};
    task.geometry.pads = {};
    return true;
}

bool leave_out_padding(PoolTask& task) {
    const Pads had = std::exchange(task.geometry.pads, Pads{});
    return had.top > 0 || had.left > 0;
}

bool leave_out_dilation(PoolTask& task) { return std::exchange(task.geometry.dilation, Pair{1, 1}) != Pair{1, 1}; }

bool swap_kernel(PoolTask& task) {
    std::swap(task.geometry.kernel.rows, task.geometry.kernel.cols);
    return task.geometry.kernel.rows != task.geometry.kernel.cols;
}

bool turn_grad_output(PoolTask& task) {
    const Shape& shape = shape_of(task.grad_output);
    if (shape.h != shape.w) return false;
    task.grad_output = rearranged(task.grad_output, [](const Shape&, Place at) { return Place{at.w, at.h}; });
    return true;
}

template <bool Rows, bool Cols>
bool flip_grad_output(PoolTask& task) {
    task.grad_output = rearranged(task.grad_output, [](const Shape& shape, Place at) {
        return Place{Rows ? shape.h - 1 - at.h : at.h, Cols ? shape.w - 1 - at.w : at.w};
    });
    return true;
}

// As code that loops over dY and slices X does: a window that runs over the edge is cut off.
template <int Rows, int Cols>
bool change_stride(PoolTask& task) {
    Pair& stride = task.geometry.stride;
    stride = {stride.rows + Rows, stride.cols + Cols};
    return stride.rows >= 1 && stride.cols >= 1;
}

constexpr std::array<KnownMistake, 29> table{{
    {.name = "zero",
     .clause = "your dX is 0 everywhere: no gradient arrives",
     .rules_matter = false,
     .source = from_nowhere},
    {.name = "negated", .clause = "the sign is turned around", .divisor = minus_one},
    {.name = "window_mean",
     .clause = "everything is divided by the size of the window, as average pooling does",
     .divisor = window_size},
    {.name = "output_mean",
     .clause = "everything is divided by the number of values in Y, as if the loss was their mean",
     .divisor = outputs},
    {.name = "doubled",
     .clause = "everything is twice as large, as when dX is not cleared before a second pass",
     .divisor = half},
    {.name = "transposed",
     .clause = "rows and columns are swapped in the result",
     .source = from_turned,
     .shape = turned},
    {.name = "channels_last",
     .clause = "dX lies in memory as NHWC and was read as NCHW",
     .source = from_channels_last,
     .shape = channels_last},
    {.name = "channels_first",
     .clause = "dX lies in memory as NCHW and was read as NHWC",
     .source = to_channels_last},
    {.name = "channels_moved",
     .clause = "dX is N x C x H x W and was taken for N x H x W x C",
     .source = from_channels_moved,
     .shape = channels_moved},
    {.name = "batch_channels",
     .clause = "batch and channels are swapped in the result",
     .source = from_batch_swapped,
     .shape = batch_swapped},
    {.name = "padded_place",
     .clause = "rows and columns are counted from the corner of the padding, not of X",
     .source = from_padded_place},
    {.name = "padded_index",
     .clause = "the flat index is counted in the padded plane and used in the plane without padding",
     .source = from_padded_index},
    {.name = "ones", .clause = "dY is forgotten: every window sends back 1", .change = replace_grad_output_by_ones},
    {.name = "pays_output",
     .clause = "each window sends back its Y where it should send back its dY",
     .change = replace_grad_output_by_output},
    {.name = "zero_padding",
     .clause = "the padding holds zeros that can win, where it should hold -inf",
     .change = pad_with_zeros},
    {.name = "no_padding", .clause = "the windows lie as if there was no padding", .change = leave_out_padding},
    {.name = "no_dilation", .clause = "the windows lie as if dilation was 1", .change = leave_out_dilation},
    {.name = "kernel_swapped", .clause = "rows and columns of the kernel are swapped", .change = swap_kernel},
    {.name = "stride_plus", .clause = "the stride is one too large", .change = change_stride<1, 1>},
    {.name = "stride_plus_rows",
     .clause = "the stride from row to row is one too large",
     .change = change_stride<1, 0>},
    {.name = "stride_plus_cols",
     .clause = "the stride from column to column is one too large",
     .change = change_stride<0, 1>},
    {.name = "stride_minus", .clause = "the stride is one too small", .change = change_stride<-1, -1>},
    {.name = "stride_minus_rows",
     .clause = "the stride from row to row is one too small",
     .change = change_stride<-1, 0>},
    {.name = "stride_minus_cols",
     .clause = "the stride from column to column is one too small",
     .change = change_stride<0, -1>},
    {.name = "dy_transposed", .clause = "rows and columns of dY are swapped", .change = turn_grad_output},
    {.name = "dy_upside_down", .clause = "dY is read upside down", .change = flip_grad_output<true, false>},
    {.name = "dy_mirrored", .clause = "dY is read from right to left", .change = flip_grad_output<false, true>},
    {.name = "dy_rotated", .clause = "dY is turned by 180 degrees", .change = flip_grad_output<true, true>},
    {.name = "minimum", .clause = "the smallest cell receives the gradient, not the largest", .change = negate_input},
}};

}  // namespace

std::span<const KnownMistake> known_mistakes() { return table; }

}  // namespace poolwalk
