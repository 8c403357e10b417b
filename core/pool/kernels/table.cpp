#include "core/pool/kernels/table.h"

namespace poolwalk::kernels {

Plan plan_of(const Call& call) {
    const Shape output = output_shape(call.input, call.geometry);
    const Shape& gradient = call.grad_output ? *call.grad_output : output;
    return {.geometry = call.geometry,
            .planes = call.input.planes(),
            .input = {call.input.h, call.input.w},
            .output = {output.h, output.w},
            .gradient = {gradient.h, gradient.w},
            .places = place_format(call.input, call.geometry)};
}

namespace {

// Does each window of one axis hold a cell? Windows are evenly spaced, so the padded ends and, with
// dilation wider than the input, the whole axis are what can fail.
bool axis_has_cells(std::int64_t cells, std::int64_t begin, std::int64_t kernel, std::int64_t stride,
                    std::int64_t dilation, std::int64_t windows) {
    const std::int64_t span = dilation * (kernel - 1) + 1, last = (windows - 1) * stride - begin;
    return begin < span && last < cells && (dilation == 1 || kernel == 1 || dilation <= cells);
}

// Taps of a row of windows, all together, whose bounds `rows` may keep.
constexpr std::int64_t most_taps = std::int64_t{1} << 22;

std::string_view padding_alone(const Plan& p) {
    return p.every_window_has_a_cell() ? "" : "a window may lie on padding alone";
}

bool stay_inside(const Plan& p) {
    const Geometry& g = p.geometry;
    return g.pads == Pads{} && !g.ceil_mode && g.dilation == Pair{1, 1};
}

std::string_view not_few(const Plan& p) {
    if (p.planes * p.windows() > few_windows) return "there are many windows";
    if (p.geometry.kernel.rows * p.geometry.kernel.cols > few_slots) return "a window has more than 64 slots";
    if (!stay_inside(p)) return "a window may leave the plane";
    if (p.cells() > few_windows * few_slots) return "the plane is large";
    return {};
}

std::string_view not_rows(const Plan& p) {
    const Geometry& g = p.geometry;
    if (g.stride.cols > 64 || g.stride.rows > 4 * g.kernel.rows) return "the windows are far apart";
    if (g.kernel.cols * p.output.cols > most_taps) return "a row of windows has too many taps";
    return padding_alone(p);
}

std::string_view not_pairs(const Plan& p) {
    if (p.geometry.kernel != Pair{2, 2} || p.geometry.stride != Pair{2, 2})
        return "the kernel or the stride is not 2 x 2";
    if (!stay_inside(p)) return "a window may leave the plane";
    if (p.planes * p.windows() <= few_windows) return "there are few windows";
    if (p.gradient != p.output) return "dY covers only some windows";
    return {};
}

std::string_view not_places(const Plan& p) {
    if (p.gradient != p.output) return "dY covers only some windows";
    return padding_alone(p);
}

std::string_view nothing(const Plan&) { return {}; }

}  // namespace

bool Plan::every_window_has_a_cell() const {
    const Geometry& g = geometry;
    return axis_has_cells(input.rows, g.pads.top, g.kernel.rows, g.stride.rows, g.dilation.rows, output.rows) &&
           axis_has_cells(input.cols, g.pads.left, g.kernel.cols, g.stride.cols, g.dilation.cols, output.cols);
}

template <class T>
std::span<const Kernel<ForwardFunction<T>>> forward_kernels() {
    static constexpr Kernel<ForwardFunction<T>> table[] = {
        {"few", "no preparation: a 4 x 4 problem in a few nanoseconds", Split::Planes, not_few, few_forward<T>},
        {"pairs", "2 x 2 at the speed of memory: nothing is kept", Split::OutputRows, not_pairs, pairs_forward<T>},
        {"rows", "each row is compared once for all windows that hold it", Split::OutputRows, not_rows,
         rows_forward<T>},
        {"any", "takes every problem", Split::OutputRows, nothing, any_forward<T>},
    };
    return table;
}

template <class T>
std::span<const Kernel<BackwardFunction<T>>> backward_kernels() {
    static constexpr Kernel<BackwardFunction<T>> table[] = {
        {"pairs", "2 x 2 at the speed of memory: writes each cell of dX once", Split::OutputRows, not_pairs,
         pairs_backward<T>},
        {"places", "asks nothing: each window adds to the cell whose place it kept", Split::Planes, not_places,
         places_backward<T>},
        {"any", "takes every problem", Split::Planes, nothing, any_backward<T>},
    };
    return table;
}

template std::span<const Kernel<ForwardFunction<float>>> forward_kernels<float>();
template std::span<const Kernel<ForwardFunction<double>>> forward_kernels<double>();
template std::span<const Kernel<BackwardFunction<float>>> backward_kernels<float>();
template std::span<const Kernel<BackwardFunction<double>>> backward_kernels<double>();

}  // namespace poolwalk::kernels
