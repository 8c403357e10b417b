#include "core/pool/kernels/table.h"

#include <algorithm>

namespace poolwalk::kernels {

Plan plan_of(const Call& call) {
    Plan plan;
    const Shape output = output_shape(call.input, call.geometry), gradient = call.grad_output.value_or(output);
    plan.geometry = call.geometry;
    plan.images = call.input.planes();
    plan.input = {call.input.h, call.input.w};
    plan.output = {output.h, output.w};
    plan.gradient = {gradient.h, gradient.w};
    plan.slot_bytes = slot_bytes(call.geometry);
    return plan;
}

std::int64_t Plan::reach_right() const {
    const Geometry& g = geometry;
    return std::max<std::int64_t>(
        0, (output.cols - 1) * g.stride.cols + (g.kernel.cols - 1) * g.dilation.cols + 1 - g.pads.left - input.cols);
}

namespace {

// Does each window of one axis hold a cell? Windows are evenly spaced, so the padded ends and, with
// dilation wider than the input, the whole axis are what can fail.
bool axis_has_cells(std::int64_t cells, std::int64_t begin, std::int64_t kernel, std::int64_t stride,
                    std::int64_t dilation, std::int64_t windows) {
    const std::int64_t span = dilation * (kernel - 1) + 1, last = (windows - 1) * stride - begin;
    return begin < span && last < cells && (dilation == 1 || kernel == 1 || dilation <= cells);
}

constexpr std::int64_t scratch = 512 * 1024;  // bytes that a kernel may keep for itself

std::string_view padding_alone(const Plan& p) {
    return p.every_window_has_a_cell() ? "" : "a window may lie on padding alone";
}

std::int64_t window_count(const Plan& p) { return p.images * p.output.rows * p.output.cols; }

std::string_view not_few(const Plan& p, std::size_t) {
    const Geometry& g = p.geometry;
    if (window_count(p) > few_windows) return "there are many windows";
    if (g.kernel.rows * g.kernel.cols > few_slots) return "a window has more than 64 slots";
    if (g.pads != Pads{} || g.ceil_mode || g.dilation != Pair{1, 1}) return "a window may leave the image";
    if (p.gradient != p.output) return "dY covers only some windows";
    return {};
}

std::string_view not_pairs(const Plan& p, std::size_t) {
    const Geometry& g = p.geometry;
    if (g.kernel != Pair{2, 2} || g.stride != Pair{2, 2}) return "the kernel or the stride is not 2 x 2";
    if (g.pads != Pads{} || g.ceil_mode || g.dilation != Pair{1, 1}) return "a window may leave the image";
    if (p.gradient != p.output) return "dY covers only some windows";
    return {};
}

std::string_view not_few_back(const Plan& p, std::size_t cell_bytes) {
    const Geometry& g = p.geometry;
    if (window_count(p) > few_windows && not_pairs(p, cell_bytes).empty()) return "2 x 2 goes in pairs";
    if (window_count(p) > few_windows_back) return "there are many windows";
    if (g.kernel.rows * g.kernel.cols > few_slots) return "a window has more than 64 slots";
    if (p.gradient != p.output) return "dY covers only some windows";
    return padding_alone(p);
}

std::string_view not_doubling(const Plan& p, std::size_t cell_bytes) {
    const Geometry& g = p.geometry;
    if (g.stride != Pair{1, 1} || g.dilation != Pair{1, 1}) return "the stride or the dilation is not 1";
    if (g.kernel.rows * g.kernel.cols < 16) return "the kernel is small";
    const std::int64_t pitch = g.pads.left + p.input.cols + p.reach_right();
    if (2 * g.kernel.rows * pitch * 3 * static_cast<std::int64_t>(cell_bytes) > 8 * scratch)
        return "the rows of a window do not fit into the cache";
    return padding_alone(p);
}

std::string_view not_rows(const Plan& p, std::size_t cell_bytes) {
    const Geometry& g = p.geometry;
    if (g.stride.cols > 2) return "the windows of a row are too far apart";
    if (g.stride.cols == 2 && g.dilation.cols > 1) return "dilated windows are two columns apart";
    const std::int64_t span = (g.kernel.rows - 1) * g.dilation.rows + 1;
    if (g.kernel.cols > 64 || span * (p.output_row() + 128) * 2 * static_cast<std::int64_t>(cell_bytes) > scratch)
        return "the rows of a window do not fit into the cache";
    return padding_alone(p);
}

std::string_view not_strides(const Plan& p, std::size_t cell_bytes) {
    const Geometry& g = p.geometry;
    if ((g.pads.left + p.input.cols + p.reach_right()) * 2 * static_cast<std::int64_t>(cell_bytes) > 2 * scratch)
        return "a row does not fit into the cache";
    return padding_alone(p);
}

std::string_view nothing(const Plan&, std::size_t) { return {}; }

// `gather` costs by the windows of a cell and brings lanes of cells at a time; `scatter` costs by the window.
bool too_many_windows(const Plan& p, std::size_t cell_bytes) {
    const Geometry& g = p.geometry;
    const std::int64_t lanes = vector_bytes() / static_cast<std::int64_t>(cell_bytes);
    return 4 * g.kernel.rows * g.kernel.cols > lanes * g.stride.rows * g.stride.cols;
}

std::string_view not_gather(const Plan& p, std::size_t cell_bytes) {
    const Geometry& g = p.geometry;
    if (g.stride.cols > 2) return "the windows of a row are too far apart";
    if (g.dilation != Pair{1, 1}) return "windows are dilated";
    if (p.gradient != p.output) return "dY covers only some windows";
    if (too_many_windows(p, cell_bytes)) return "a cell has many windows, and a vector few cells";
    if (p.slot_bytes > 1) return "a slot takes more than a byte";
    if (g.kernel.rows > longest_reach * g.stride.rows) return "a cell has windows in more than 32 rows";
    return {};
}

}  // namespace

bool Plan::every_window_has_a_cell() const {
    const Geometry& g = geometry;
    return axis_has_cells(input.rows, g.pads.top, g.kernel.rows, g.stride.rows, g.dilation.rows, output.rows) &&
           axis_has_cells(input.cols, g.pads.left, g.kernel.cols, g.stride.cols, g.dilation.cols, output.cols);
}

template <class T>
std::span<const Kernel<ForwardFunction<T>>> forward_kernels() {
    static constexpr Kernel<ForwardFunction<T>> table[] = {
        {"few", "no preparation: a 4 x 4 problem in a few nanoseconds", Split::Images, not_few, few_forward<T>},
        {"pairs", "2 x 2 at the speed of memory", Split::OutputRows, not_pairs, pairs_forward<T>},
        {"doubling", "work grows with the logarithm of the kernel", Split::OutputRows, not_doubling,
         doubling_forward<T>},
        {"rows", "each row is compared once for all windows that hold it", Split::OutputRows, not_rows,
         rows_forward<T>},
        {"strides", "wide strides cost little, as they come last", Split::OutputRows, not_strides,
         strides_forward<T>},
        {"any", "takes every problem", Split::OutputRows, nothing, any_forward<T>},
    };
    return table;
}

template <class T>
std::span<const Kernel<BackwardFunction<T>>> backward_kernels() {
    static constexpr Kernel<BackwardFunction<T>> table[] = {
        {"few", "no preparation: a 4 x 4 problem in a few nanoseconds", Split::Images, not_few_back, few_backward<T>},
        {"pairs", "2 x 2 at the speed of memory", Split::OutputRows, not_pairs, pairs_backward<T>},
        {"gather", "writes each cell of dX once", Split::InputRows, not_gather, gather_backward<T>},
        {"scatter", "takes every problem; the least work where a cell has many windows", Split::Images, nothing,
         scatter_backward<T>},
    };
    return table;
}

template std::span<const Kernel<ForwardFunction<float>>> forward_kernels<float>();
template std::span<const Kernel<ForwardFunction<double>>> forward_kernels<double>();
template std::span<const Kernel<BackwardFunction<float>>> backward_kernels<float>();
template std::span<const Kernel<BackwardFunction<double>>> backward_kernels<double>();

}  // namespace poolwalk::kernels
