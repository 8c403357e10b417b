#include "core/methods/methods.h"

#include <algorithm>
#include <cmath>

#include "core/base/check.h"
#include "core/methods/method_rows.h"
#include "core/methods/program_parts.h"

namespace poolwalk {
namespace {

std::string text(std::int64_t number) { return std::to_string(number); }

// The shape of an array of `shape` in the method's layout: "4, 1, 3, 3".
std::string sides(const Shape& s, AxisOrder layout) {
    const std::string n = text(s.n) + ", ", c = text(s.c), hw = text(s.h) + ", " + text(s.w);
    return layout == AxisOrder::NCHW ? n + c + ", " + hw : n + hw + ", " + c;
}

std::vector<CodeLine> lines_of(std::span<const MethodLine> lines) {
    std::vector<CodeLine> result;
    for (const auto& [line, code] : lines) result.push_back({line, std::string(code)});
    return result;
}

std::string joined(std::span<const MethodLine> lines) {
    std::string code = "\n";
    for (const MethodLine& line : lines) code.append(line.text).append("\n");
    return code;
}

// "dX[0, 1, 2, 3]": one cell in the order of the layout.
std::string element(std::string_view array, AxisOrder layout, const Shape& shape, std::int64_t plane, Place at) {
    const Shape indices{plane / shape.c, plane % shape.c, at.h, at.w};
    return std::string(array) + "[" + sides(indices, layout) + "]";
}

template <class T>
Tensor<T> cut_to_integers(const MethodRow& method, const PoolView& view) {
    const auto& input = std::get<Tensor<T>>(view.input);
    const auto& grad_output = std::get<Tensor<T>>(view.grad_output);
    const Rules rules = rules_under(method, view.rules);
    const Shape shape = grad_output.shape();
    Tensor<T> grad_input(input.shape());
    PooledWindow<T> pooled;
    for (std::int64_t p = 0; p < shape.planes(); ++p)
        for (std::int64_t oh = 0; oh < shape.h; ++oh)
            for (std::int64_t ow = 0; ow < shape.w; ++ow) {
                pool_window<T>(input.plane(p), view.geometry, rules, {oh, ow}, pooled);
                T given = grad_output(p, oh, ow);
                if (method.integers == IntegerInput::TruncatesShares) given = std::trunc(given);
                contribute<T>(pooled, view.geometry, rules.overlap, given, grad_input.plane(p));
                for (const Place at : pooled.receivers)
                    grad_input(p, at.h, at.w) = std::trunc(grad_input(p, at.h, at.w));
            }
    return grad_input;
}

// Whole numbers that an array of integers can hold.
bool are_integers(const AnyTensor& tensor) {
    constexpr double max_exact_integer = 9007199254740992.0;  // 2^53
    return std::ranges::all_of(values_of(tensor),
                               [](double v) { return std::abs(v) <= max_exact_integer && std::trunc(v) == v; });
}

bool is_finite(const AnyTensor& tensor) {
    return std::ranges::all_of(values_of(tensor), [](double v) { return std::isfinite(v); });
}

}  // namespace

std::span<const MethodRow> methods() {
    static const std::vector<MethodRow> table = method_rows();
    return table;
}

const MethodRow* find_method(std::string_view name) {
    const auto table = methods();
    const auto found = std::ranges::find(table, name, &MethodRow::name);
    return found == table.end() ? nullptr : &*found;
}

Rules rules_under(const MethodRow& method, const Rules& present) { return method.rules.value_or(present); }

Listing listing_of(const MethodRow& method, const Rules& present, bool has_nan, DType dtype) {
    if (!method.rules) return listing_of(present, has_nan, dtype);
    return {lines_of(method.code.forward), lines_of(method.code.backward)};
}

std::string program_text(const MethodRow& method, const PoolView& view, const Shape& output) {
    if (!method.rules) return program_text(view, output);
    const Shape& x = shape_of(view.input);
    const Geometry& g = view.geometry;
    std::string code =
        "# " + std::string(method.label) + "\nimport numpy as np\nfrom math import inf, isnan, nan\n\n";
    code += "X = " + program::array_of(view.input, method.layout) + "\n";
    code += "dY = " + program::array_of(view.grad_output, method.layout) + "\n";
    code += "N, C = " + text(x.n) + ", " + text(x.c) + "\n" + program::sizes(view, output);
    code += "K, S = " + text(g.kernel.rows) + ", " + text(g.stride.rows) + "\n";
    code += "Y_shape = (" + sides(output, method.layout) + ")\n";
    code += std::string(program::helpers) + std::string(method.code.setup);
    code += joined(method.code.forward) + joined(method.code.backward);
    const std::string order = method.layout == AxisOrder::NHWC ? ".transpose(0, 3, 1, 2)" : "";
    return code + "\n" + std::string(program::print_options) + "print(Y" + order + ")\nprint(dX" + order + ")\n";
}

std::vector<Watch> watches_of(const MethodRow& method, const PoolView& view, const WalkPlan& plan, const Step& step) {
    if (!method.rules) return watches_of(view, plan, step);
    const bool forward = step.place.phase == Phase::Forward;
    const std::int64_t plane = step.place.plane;
    const Place window = step.place.window;
    const auto number = [&](double value) { return python_number(value, dtype_of(view.input)); };
    std::vector<Watch> watches;
    if (!forward && !step.grad_output) return watches;
    const auto half = forward ? method.code.forward : method.code.backward;
    if (std::ranges::find(half, Line::NextWindow, &MethodLine::line) != half.end())
        watches = {{"i", text(window.h)}, {"j", text(window.w)}};
    const auto add = [&](std::string_view array, const Shape& shape, Place at, double value) {
        watches.push_back({element(array, method.layout, shape, plane, at), number(value)});
    };
    // By comparison forward the step knows the maximum so far; the code's line is run with all of it.
    if (!forward || step.window_ends) add("Y", plan.output, window, step.output);
    if (forward) return watches;
    add("dY", plan.output, window, *step.grad_output);
    for (const Contribution& contribution : step.contributions)
        add("dX", shape_of(view.input), contribution.cell, contribution.after);
    return watches;
}

std::optional<AnyTensor> grad_input_of_integers(const MethodRow& method, const PoolView& view) {
    if (method.integers == IntegerInput::Keeps || !are_integers(view.input)) return std::nullopt;
    if (are_integers(view.grad_output) || !is_finite(view.grad_output)) return std::nullopt;
    return with_dtype(dtype_of(view.input), [&]<class T>(T) { return AnyTensor(cut_to_integers<T>(method, view)); });
}

}  // namespace poolwalk
