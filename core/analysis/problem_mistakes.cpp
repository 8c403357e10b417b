#include "core/analysis/problem_mistakes.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>

namespace poolwalk::mistakes {
namespace {

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

// Each dY becomes of(dY, its Y).
template <class Of>
void combine_with_output(PoolTask& task, Of&& of) {
    std::visit(
        [&]<class T>(const Tensor<T>& input) {
            const Tensor<T> output = max_pool_forward(input, task.geometry, Rules{}).output;
            auto& grad_output = std::get<Tensor<T>>(task.grad_output);
            const Shape shape = grad_output.shape();
            for (std::int64_t p = 0; p < shape.planes(); ++p)
                for (std::int64_t oh = 0; oh < shape.h; ++oh)
                    for (std::int64_t ow = 0; ow < shape.w; ++ow)
                        grad_output(p, oh, ow) = of(grad_output(p, oh, ow), output(p, oh, ow));
        },
        task.input);
}

// Each plane of `tensor` becomes that of image `n` and channel `c` which from(n, c) names.
struct PlaneOf {
    std::int64_t n = 0, c = 0;
};
void take_planes(AnyTensor& tensor, PlaneOf (*from)(PlaneOf plane)) {
    std::visit(
        [&](auto& t) {
            const auto old = t;
            const Shape& shape = t.shape();
            for (std::int64_t p = 0; p < shape.planes(); ++p) {
                const PlaneOf source = from({p / shape.c, p % shape.c});
                const auto begin = old.data().begin() + (source.n * shape.c + source.c) * shape.plane_cells();
                std::copy(begin, begin + shape.plane_cells(), t.data().begin() + p * shape.plane_cells());
            }
        },
        tensor);
}
PlaneOf of_first_image(PlaneOf plane) { return {0, plane.c}; }
PlaneOf of_first_channel(PlaneOf plane) { return {plane.n, 0}; }

// The top-left part of each plane, with `fill` beyond what there is.
AnyTensor resized(const AnyTensor& tensor, std::int64_t rows, std::int64_t cols, double fill = 0) {
    const Shape old = shape_of(tensor);
    AnyTensor result = make_tensor(dtype_of(tensor), {old.n, old.c, rows, cols}, fill);
    for (std::int64_t p = 0; p < old.planes(); ++p)
        for (std::int64_t h = 0; h < std::min(old.h, rows); ++h)
            for (std::int64_t w = 0; w < std::min(old.w, cols); ++w)
                set_value(result, p, h, w, value_at(tensor, p, h, w));
    return result;
}

// Whether a change_stride() row speaks of it already.
bool differs_by_one(Pair a, Pair b) {
    const std::int64_t rows = a.rows - b.rows, cols = a.cols - b.cols;
    return std::abs(rows) <= 1 && std::abs(cols) <= 1 && rows * cols >= 0;
}

bool set_stride(PoolTask& task, Pair stride) {
    return !differs_by_one(std::exchange(task.geometry.stride, stride), stride);
}

}  // namespace

bool replace_grad_output_by_ones(PoolTask& task) {
    task.grad_output = make_tensor(dtype_of(task.input), shape_of(task.grad_output), 1);
    return true;
}

bool replace_grad_output_by_output(PoolTask& task) {
    combine_with_output(task, [](auto, auto y) { return y; });
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

bool turn_upside_down(PoolTask& task) {
    task.grad_output = rearranged(task.grad_output, [](const Shape& shape, Place at) {
        return Place{shape.h - 1 - at.h, at.w};
    });
    return true;
}

bool mirror(PoolTask& task) {
    task.grad_output = rearranged(task.grad_output, [](const Shape& shape, Place at) {
        return Place{at.h, shape.w - 1 - at.w};
    });
    return true;
}

bool rotate(PoolTask& task) { return turn_upside_down(task) && mirror(task); }

// As code that loops over dY and slices X does: a window that runs over the edge is cut off.
static bool change_stride(PoolTask& task, std::int64_t rows, std::int64_t cols) {
    Pair& stride = task.geometry.stride;
    stride = {stride.rows + rows, stride.cols + cols};
    return stride.rows >= 1 && stride.cols >= 1;
}

bool widen_stride(PoolTask& task) { return change_stride(task, 1, 1); }
bool widen_row_stride(PoolTask& task) { return change_stride(task, 1, 0); }
bool widen_column_stride(PoolTask& task) { return change_stride(task, 0, 1); }
bool narrow_stride(PoolTask& task) { return change_stride(task, -1, -1); }
bool narrow_row_stride(PoolTask& task) { return change_stride(task, -1, 0); }
bool narrow_column_stride(PoolTask& task) { return change_stride(task, 0, -1); }

bool multiply_by_output(PoolTask& task) {
    combine_with_output(task, [](auto dy, auto y) { return dy * y; });
    return true;
}

bool cut_grad_output(PoolTask& task) {
    std::visit(
        [](auto& grad_output) {
            for (auto& value : grad_output.data()) value = std::trunc(value);
        },
        task.grad_output);
    return true;
}

bool take_first_grad_output(PoolTask& task) {
    take_planes(task.grad_output, of_first_image);
    return shape_of(task.input).n > 1;
}

bool take_first_channels_grad_output(PoolTask& task) {
    take_planes(task.grad_output, of_first_channel);
    return shape_of(task.input).c > 1;
}

bool take_first_argmax(PoolTask& task) {
    take_planes(task.input, of_first_image);
    return shape_of(task.input).n > 1;
}

bool take_first_channels_argmax(PoolTask& task) {
    take_planes(task.input, of_first_channel);
    return shape_of(task.input).c > 1;
}

bool leave_out_last(PoolTask& task, std::int64_t rows, std::int64_t cols) {
    const Shape dy = shape_of(task.grad_output);
    if (dy.h <= rows || dy.w <= cols) return false;
    task.grad_output = resized(task.grad_output, dy.h - rows, dy.w - cols);
    return true;
}
bool leave_out_last_row(PoolTask& task) { return leave_out_last(task, 1, 0); }
bool leave_out_last_column(PoolTask& task) { return leave_out_last(task, 0, 1); }
bool leave_out_last_both(PoolTask& task) { return leave_out_last(task, 1, 1); }

// Only a dY of 1 everywhere says what the windows get that ceil mode adds.
bool change_ceil_mode(PoolTask& task) {
    const Shape x = shape_of(task.input), dy = shape_of(task.grad_output), y = output_shape(x, task.geometry);
    task.geometry.ceil_mode = !task.geometry.ceil_mode;
    const Shape other = output_shape(x, task.geometry);
    if (other == y || dy != y || other.h < 1 || other.w < 1) return false;
    const std::vector<double> values = values_of(task.grad_output);
    const bool is_one = std::ranges::all_of(values, [](double value) { return value == 1; });
    if (!is_one && (other.h > y.h || other.w > y.w)) return false;
    task.grad_output = resized(task.grad_output, other.h, other.w, 1);
    return true;
}

bool ignore_stride(PoolTask& task) { return set_stride(task, {1, 1}); }
bool stride_by_kernel(PoolTask& task) { return set_stride(task, task.geometry.kernel); }

bool start_earlier(PoolTask& task) {
    ++task.geometry.pads.top;
    ++task.geometry.pads.left;
    return true;
}

bool start_later(PoolTask& task) {
    Pads& pads = task.geometry.pads;
    if (pads.top == 1 && pads.left == 1) return false;  // as without padding
    if (pads.top > 0 && pads.left > 0) {
        --pads.top;
        --pads.left;
        return true;
    }
    const Shape x = shape_of(task.input);
    if (pads.top != pads.left || x.h < 2 || x.w < 2) return false;
    task.input = rearranged(task.input, [](const Shape& shape, Place at) {
        return Place{std::min(at.h + 1, shape.h - 1), std::min(at.w + 1, shape.w - 1)};
    });
    task.input = resized(task.input, x.h - 1, x.w - 1);
    task.origin = {-1, -1};
    return true;
}

bool average(PoolTask& task) {
    const auto size = static_cast<double>(task.geometry.kernel.rows * task.geometry.kernel.cols);
    std::visit(
        [&]<class T>(Tensor<T>& dy) {
            for (T& value : dy.data()) value /= static_cast<T>(size);
        },
        task.grad_output);
    return give_to_all(task);
}

bool give_to_all(PoolTask& task) {
    task.input = make_tensor(dtype_of(task.input), shape_of(task.input));
    task.tie = TieRule::All;
    return true;
}

bool give_to_first_cell(PoolTask& task) {
    task.input = make_tensor(dtype_of(task.input), shape_of(task.input));
    task.tie = TieRule::First;
    return true;
}

}  // namespace poolwalk::mistakes
