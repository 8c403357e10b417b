// What a method demands, and the sentence when a problem does not have it.
#include <algorithm>
#include <array>
#include <cmath>

#include "core/methods/methods.h"

namespace poolwalk {
namespace {

std::string text(std::int64_t number) { return std::to_string(number); }

std::string text(const Pair& pair) {
    return pair.rows == pair.cols ? text(pair.rows) : text(pair.rows) + " x " + text(pair.cols);
}

std::string text(const Pads& p) {
    return text(p.top) + ", " + text(p.left) + ", " + text(p.bottom) + ", " + text(p.right);
}

struct Ask {
    const Shape& input;
    const Geometry& geometry;
};

bool leaves_cells_over(std::int64_t cells, std::int64_t kernel, std::int64_t stride) {
    return (cells - kernel) % stride != 0;
}

// Along one axis, does a window lie wholly on padding?
bool has_empty_window(std::int64_t cells, std::int64_t begin, std::int64_t windows, const Pair& kernel_dilation,
                      std::int64_t stride) {
    for (std::int64_t o = 0; o < windows; ++o)
        if (slots_inside(o * stride - begin, kernel_dilation.rows, kernel_dilation.cols, cells).size() == 0)
            return true;
    return false;
}

bool has_empty_window(const Ask& ask) {
    const Geometry& g = ask.geometry;
    const Shape output = output_shape(ask.input, g);
    return has_empty_window(ask.input.h, g.pads.top, output.h, {g.kernel.rows, g.dilation.rows}, g.stride.rows) ||
           has_empty_window(ask.input.w, g.pads.left, output.w, {g.kernel.cols, g.dilation.cols}, g.stride.cols);
}

std::string left_over(const Ask& ask) {
    const Geometry& g = ask.geometry;
    const bool rows = leaves_cells_over(ask.input.h, g.kernel.rows, g.stride.rows);
    const auto [cells, kernel, stride] = rows ? std::array{ask.input.h, g.kernel.rows, g.stride.rows}
                                              : std::array{ask.input.w, g.kernel.cols, g.stride.cols};
    return "(" + text(cells) + " - " + text(kernel) + ") / " + text(stride) + " is not whole along the " +
           (rows ? "rows" : "columns");
}

// A demand: its words, whether a problem breaks it, and what the problem has instead.
struct DemandRow {
    bool Demands::*asked;
    std::string_view words;
    bool (*broken)(const Ask&);
    std::string (*here)(const Ask&);
};

std::string kernel_and_stride(const Ask& ask) {
    return "the stride is " + text(ask.geometry.stride) + " and the kernel " + text(ask.geometry.kernel);
}
std::string padding(const Ask& ask) { return "the padding is " + text(ask.geometry.pads); }

constexpr std::array<DemandRow, 12> demand_rows{{
    {&Demands::pool_two, "kernel 2 and stride 2",
     [](const Ask& a) {
         return a.geometry.kernel != Pair{2, 2} || a.geometry.stride != Pair{2, 2};
     },
     kernel_and_stride},
    {&Demands::window_is_stride, "stride = kernel",
     [](const Ask& a) { return a.geometry.stride != a.geometry.kernel; }, kernel_and_stride},
    {&Demands::square_kernel, "a square kernel",
     [](const Ask& a) { return a.geometry.kernel.rows != a.geometry.kernel.cols; },
     [](const Ask& a) { return "the kernel is " + text(a.geometry.kernel); }},
    {&Demands::one_stride, "one stride for rows and columns",
     [](const Ask& a) { return a.geometry.stride.rows != a.geometry.stride.cols; },
     [](const Ask& a) { return "the stride is " + text(a.geometry.stride); }},
    {&Demands::no_padding, "no padding", [](const Ask& a) { return a.geometry.pads != Pads{}; }, padding},
    {&Demands::equal_padding, "the same padding on opposite sides",
     [](const Ask& a) {
         return a.geometry.pads.top != a.geometry.pads.bottom || a.geometry.pads.left != a.geometry.pads.right;
     },
     padding},
    {&Demands::one_padding, "the same padding on all sides",
     [](const Ask& a) { return a.geometry.pads.top != a.geometry.pads.left; }, padding},
    {&Demands::half_padding, "padding of at most half the kernel",
     [](const Ask& a) {
         return 2 * a.geometry.pads.top > a.geometry.kernel.rows || 2 * a.geometry.pads.left > a.geometry.kernel.cols;
     },
     [](const Ask& a) { return padding(a) + " and the kernel " + text(a.geometry.kernel); }},
    {&Demands::no_dilation, "no dilation",
     [](const Ask& a) {
         return a.geometry.dilation != Pair{1, 1};
     },
     [](const Ask& a) { return "the dilation is " + text(a.geometry.dilation); }},
    {&Demands::no_ceil, "sizes rounded down",
     [](const Ask& a) {
         Geometry floor = a.geometry;
         floor.ceil_mode = false;
         return output_shape(a.input, floor) != output_shape(a.input, a.geometry);
     },
     [](const Ask&) { return std::string("ceil mode adds windows"); }},
    {&Demands::exact_sizes, "windows that end where X ends",
     [](const Ask& a) {
         const Geometry& g = a.geometry;
         return leaves_cells_over(a.input.h, g.kernel.rows, g.stride.rows) ||
                leaves_cells_over(a.input.w, g.kernel.cols, g.stride.cols);
     },
     left_over},
    {&Demands::cell_in_window, "a cell of X in every window", [](const Ask& a) { return has_empty_window(a); },
     [](const Ask&) { return std::string("a window lies on padding alone"); }},
}};

bool any(const AnyTensor& tensor, auto&& is) { return std::ranges::any_of(values_of(tensor), is); }

bool is_padded(const Geometry& g, const Shape& output, const Shape& input) {
    const std::int64_t end_h = (output.h - 1) * g.stride.rows + g.dilation.rows * (g.kernel.rows - 1) + 1;
    const std::int64_t end_w = (output.w - 1) * g.stride.cols + g.dilation.cols * (g.kernel.cols - 1) + 1;
    return g.pads.top > 0 || g.pads.left > 0 || end_h > input.h + g.pads.top || end_w > input.w + g.pads.left;
}

// Where the numbers part the method's code from its rules.
std::string complaint_about_numbers(const MethodRow& method, const PoolView& view) {
    if (!method.nan_differs.empty() && any(view.input, [](double v) { return std::isnan(v); }))
        return "X holds a NaN, and this method " + std::string(method.nan_differs) + ": no NaN rule here does that";
    if (method.starts_at && any(view.input, [&](double v) { return v <= *method.starts_at; }))
        return "this method's running maximum starts at " + python_number(*method.starts_at) +
               ", and X holds a value that is not larger: such a window may find no maximum";
    const Shape& input = shape_of(view.input);
    if (method.pads_as_cells && is_padded(view.geometry, output_shape(input, view.geometry), input) &&
        any(view.input, [](double v) { return v == -HUGE_VAL; }))
        return "this method pads with real cells of -inf, and X holds a -inf: gradient would leak into the padding";
    if (method.masks_by_product && any(view.grad_output, [](double v) { return !std::isfinite(v); }))
        return "this method multiplies dY by a mask, and dY holds an infinity or NaN: 0 * inf is NaN";
    return {};
}

}  // namespace

std::string demands_text(const MethodRow& method) {
    std::string list;
    for (const DemandRow& demand : demand_rows)
        if (method.demands.*demand.asked) list.append(list.empty() ? "" : ", ").append(demand.words);
    if (method.demands.whole_grad_output) list.append(list.empty() ? "" : ", ").append("dY for every window");
    return list;
}

std::string method_complaint(const MethodRow& method, const Shape& input, const Geometry& geometry) {
    if (std::string refused = refusal(validate(input, geometry)); !refused.empty()) return refused;
    const Ask ask{input, geometry};
    for (const DemandRow& demand : demand_rows)
        if (method.demands.*demand.asked && demand.broken(ask))
            return "this method needs " + std::string(demand.words) + "; here " + demand.here(ask);
    return {};
}

std::string method_complaint(const MethodRow& method, const PoolView& view) {
    const Shape& input = shape_of(view.input);
    std::string complaint = method_complaint(method, input, view.geometry);
    if (!complaint.empty()) return complaint;
    const Shape output = output_shape(input, view.geometry), grad_output = shape_of(view.grad_output);
    if (method.demands.whole_grad_output && grad_output != output)
        return "this method needs a number of dY for every window; here dY is " + to_string(grad_output) +
               " and Y is " + to_string(output);
    return complaint_about_numbers(method, view);
}

}  // namespace poolwalk
