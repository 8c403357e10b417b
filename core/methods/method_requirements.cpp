#include "core/methods/method_requirements.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace poolwalk {
namespace {

std::string text(std::int64_t number) { return std::to_string(number); }

std::string text(const Pair& pair) {
    return pair.rows == pair.cols ? text(pair.rows) : text(pair.rows) + " x " + text(pair.cols);
}

std::string text(const Pads& p) {
    return text(p.top) + ", " + text(p.left) + ", " + text(p.bottom) + ", " + text(p.right);
}

struct Sizes {
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

bool has_empty_window(const Sizes& sizes) {
    const Geometry& g = sizes.geometry;
    const Shape output = output_shape(sizes.input, g);
    return has_empty_window(sizes.input.h, g.pads.top, output.h, {g.kernel.rows, g.dilation.rows}, g.stride.rows) ||
           has_empty_window(sizes.input.w, g.pads.left, output.w, {g.kernel.cols, g.dilation.cols}, g.stride.cols);
}

std::string left_over(const Sizes& sizes) {
    const Geometry& g = sizes.geometry;
    const bool rows = leaves_cells_over(sizes.input.h, g.kernel.rows, g.stride.rows);
    const auto [cells, kernel, stride] = rows ? std::array{sizes.input.h, g.kernel.rows, g.stride.rows}
                                              : std::array{sizes.input.w, g.kernel.cols, g.stride.cols};
    return "(" + text(cells) + " - " + text(kernel) + ") / " + text(stride) + " is not whole along the " +
           (rows ? "rows" : "columns");
}

// A requirement: its words, whether a problem breaks it, and what the problem has instead.
struct RequirementRow {
    bool Requirements::*flag;
    std::string_view words;
    bool (*broken)(const Sizes&);
    std::string (*here)(const Sizes&);
};

std::string kernel_and_stride(const Sizes& sizes) {
    return "the stride is " + text(sizes.geometry.stride) + " and the kernel " + text(sizes.geometry.kernel);
}
std::string padding(const Sizes& sizes) { return "the padding is " + text(sizes.geometry.pads); }

constexpr std::array<RequirementRow, 12> requirement_rows{{
    {&Requirements::pool_two, "kernel 2 and stride 2",
     [](const Sizes& a) {
         return a.geometry.kernel != Pair{2, 2} || a.geometry.stride != Pair{2, 2};
     },
     kernel_and_stride},
    {&Requirements::window_is_stride, "stride = kernel",
     [](const Sizes& a) { return a.geometry.stride != a.geometry.kernel; }, kernel_and_stride},
    {&Requirements::square_kernel, "a square kernel",
     [](const Sizes& a) { return a.geometry.kernel.rows != a.geometry.kernel.cols; },
     [](const Sizes& a) { return "the kernel is " + text(a.geometry.kernel); }},
    {&Requirements::one_stride, "one stride for rows and columns",
     [](const Sizes& a) { return a.geometry.stride.rows != a.geometry.stride.cols; },
     [](const Sizes& a) { return "the stride is " + text(a.geometry.stride); }},
    {&Requirements::no_padding, "no padding", [](const Sizes& a) { return a.geometry.pads != Pads{}; }, padding},
    {&Requirements::equal_padding, "the same padding on opposite sides",
     [](const Sizes& a) {
         return a.geometry.pads.top != a.geometry.pads.bottom || a.geometry.pads.left != a.geometry.pads.right;
     },
     padding},
    {&Requirements::one_padding, "the same padding on all sides",
     [](const Sizes& a) { return a.geometry.pads.top != a.geometry.pads.left; }, padding},
    {&Requirements::half_padding, "padding of at most half the kernel",
     [](const Sizes& a) {
         return 2 * a.geometry.pads.top > a.geometry.kernel.rows || 2 * a.geometry.pads.left > a.geometry.kernel.cols;
     },
     [](const Sizes& a) { return padding(a) + " and the kernel " + text(a.geometry.kernel); }},
    {&Requirements::no_dilation, "no dilation",
     [](const Sizes& a) {
         return a.geometry.dilation != Pair{1, 1};
     },
     [](const Sizes& a) { return "the dilation is " + text(a.geometry.dilation); }},
    {&Requirements::no_ceil, "sizes rounded down",
     [](const Sizes& a) {
         Geometry floor = a.geometry;
         floor.ceil_mode = false;
         return output_shape(a.input, floor) != output_shape(a.input, a.geometry);
     },
     [](const Sizes&) { return std::string("ceil mode adds windows"); }},
    {&Requirements::exact_sizes, "windows that end where X ends",
     [](const Sizes& a) {
         const Geometry& g = a.geometry;
         return leaves_cells_over(a.input.h, g.kernel.rows, g.stride.rows) ||
                leaves_cells_over(a.input.w, g.kernel.cols, g.stride.cols);
     },
     left_over},
    {&Requirements::cell_in_window, "a cell of X in every window", [](const Sizes& a) { return has_empty_window(a); },
     [](const Sizes&) { return std::string("a window covers only padding"); }},
}};

bool any(const AnyTensor& tensor, auto&& is) { return std::ranges::any_of(values_of(tensor), is); }

bool is_padded(const Geometry& g, const Shape& output, const Shape& input) {
    const std::int64_t end_h = (output.h - 1) * g.stride.rows + g.dilation.rows * (g.kernel.rows - 1) + 1;
    const std::int64_t end_w = (output.w - 1) * g.stride.cols + g.dilation.cols * (g.kernel.cols - 1) + 1;
    return g.pads.top > 0 || g.pads.left > 0 || end_h > input.h + g.pads.top || end_w > input.w + g.pads.left;
}

// Where the numbers part the method's code from its rules.
std::string number_error(const MethodRow& method, const PoolView& view) {
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

std::string requirements_text(const MethodRow& method) {
    std::string list;
    for (const RequirementRow& requirement : requirement_rows)
        if (method.requirements.*requirement.flag) list.append(list.empty() ? "" : ", ").append(requirement.words);
    if (method.requirements.whole_grad_output) list.append(list.empty() ? "" : ", ").append("dY for every window");
    return list;
}

std::string method_error(const MethodRow& method, const Shape& input, const Geometry& geometry) {
    if (std::string error = first_error(validate(input, geometry)); !error.empty()) return error;
    const Sizes sizes{input, geometry};
    for (const RequirementRow& requirement : requirement_rows)
        if (method.requirements.*requirement.flag && requirement.broken(sizes))
            return "this method needs " + std::string(requirement.words) + "; here " + requirement.here(sizes);
    return {};
}

std::string method_error(const MethodRow& method, const PoolView& view) {
    const Shape& input = shape_of(view.input);
    std::string error = method_error(method, input, view.geometry);
    if (!error.empty()) return error;
    const Shape output = output_shape(input, view.geometry), grad_output = shape_of(view.grad_output);
    if (method.requirements.whole_grad_output && grad_output != output)
        return "this method needs a number of dY for every window; here dY is " + to_string(grad_output) +
               " and Y is " + to_string(output);
    return number_error(method, view);
}

}  // namespace poolwalk
