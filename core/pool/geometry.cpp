#include "core/pool/geometry.h"

namespace poolwalk {
namespace {

// Wide enough for any product of two 64-bit numbers that reaches us unvalidated.
__extension__ typedef __int128 Wide;

template <class Number>
Number floor_div(Number a, Number b) {
    return a / b - ((a % b != 0 && (a < 0) != (b < 0)) ? 1 : 0);
}

std::int64_t narrowed(Wide value) {
    constexpr Wide limit = Wide{1} << 62;
    return static_cast<std::int64_t>(value > limit ? limit : value < -limit ? -limit : value);
}

std::string text(std::int64_t value) { return std::to_string(value); }

std::string pair_text(const Pair& pair) { return text(pair.rows) + " x " + text(pair.cols); }

struct Range {
    std::int64_t low, high;
    bool holds(std::int64_t value) const { return value >= low && value <= high; }
};

void check_pair(std::vector<Problem>& problems, Field field, const char* name, const Pair& pair, Range range) {
    if (range.holds(pair.rows) && range.holds(pair.cols)) return;
    problems.push_back({field, Severity::Error,
                        std::string(name) + " is " + pair_text(pair) + "; each must be from " + text(range.low) +
                            " to " + text(range.high)});
}

void check_pads(std::vector<Problem>& problems, const Pads& pads) {
    constexpr Range range{0, max_parameter};
    if (range.holds(pads.top) && range.holds(pads.left) && range.holds(pads.bottom) && range.holds(pads.right))
        return;
    problems.push_back({Field::Padding, Severity::Error,
                        "padding is " + text(pads.top) + ", " + text(pads.left) + ", " + text(pads.bottom) + ", " +
                            text(pads.right) + "; each must be from 0 to " + text(max_parameter)});
}

void note_pytorch_padding(std::vector<Problem>& problems, const Geometry& g) {
    if (g.pads.top != g.pads.bottom || g.pads.left != g.pads.right)
        problems.push_back({Field::Padding, Severity::Note,
                            "PyTorch would refuse this padding: its max_pool2d takes the same on both sides"});
    else if (2 * g.pads.top > g.kernel.rows || 2 * g.pads.left > g.kernel.cols)
        problems.push_back({Field::Padding, Severity::Note,
                            "PyTorch would refuse this padding: it allows at most half of the kernel"});
}

struct Axis {
    const char* name;
    std::int64_t cells, begin, end, kernel, stride, dilation;
};

Axis axis_of(const Shape& input, const Geometry& g, bool rows) {
    if (rows) return {"H", input.h, g.pads.top, g.pads.bottom, g.kernel.rows, g.stride.rows, g.dilation.rows};
    return {"W", input.w, g.pads.left, g.pads.right, g.kernel.cols, g.stride.cols, g.dilation.cols};
}

std::int64_t output_size(const Axis& a, bool ceil_mode) {
    return poolwalk::output_size(a.cells, a.begin, a.end, a.kernel, a.stride, a.dilation, ceil_mode);
}

}  // namespace

std::int64_t output_size(std::int64_t cells, std::int64_t begin, std::int64_t end, std::int64_t kernel,
                         std::int64_t stride, std::int64_t dilation, bool ceil_mode) {
    if (stride < 1) return 0;  // output_formula() may be asked while a person types
    const auto counted = [&]<class Number>(Number size) {
        const Number span = dilation * (Number{kernel} - 1) + 1, room = size + begin + end - span;
        Number windows = floor_div<Number>(room + (ceil_mode ? Number{stride} - 1 : 0), stride) + 1;
        if (ceil_mode && (windows - 1) * stride >= size + begin) --windows;
        return windows;
    };
    // 64 bits are enough for whatever is valid, and divide ten times faster.
    const bool small = (cells | begin | end | kernel | stride | dilation) >> 30 == 0;
    return small ? counted(cells) : narrowed(counted(Wide{cells}));
}

Shape output_shape(const Shape& input, const Geometry& geometry) {
    return {input.n, input.c, output_size(axis_of(input, geometry, true), geometry.ceil_mode),
            output_size(axis_of(input, geometry, false), geometry.ceil_mode)};
}

std::string output_formula(const Shape& input, const Geometry& geometry, bool rows) {
    const Axis a = axis_of(input, geometry, rows);
    const bool up = geometry.ceil_mode;
    return std::string(a.name) + "_out = " + (up ? "⌈" : "⌊") + "(" + text(a.cells) + "+" + text(a.begin) + "+" +
           text(a.end) + "-" + text(a.dilation) + "·(" + text(a.kernel) + "-1)-1)/" + text(a.stride) +
           (up ? "⌉" : "⌋") + "+1 = " + text(output_size(a, geometry.ceil_mode));
}

std::vector<Problem> validate(const Shape& input, const Geometry& geometry) {
    std::vector<Problem> problems;
    if (const std::string error = size_error(input.n, input.c, input.h, input.w); !error.empty())
        problems.push_back({Field::Input, Severity::Error, "input " + to_string(input) + ": " + error});
    check_pair(problems, Field::Kernel, "kernel", geometry.kernel, {1, max_kernel});
    check_pair(problems, Field::Stride, "stride", geometry.stride, {1, max_parameter});
    check_pair(problems, Field::Dilation, "dilation", geometry.dilation, {1, max_parameter});
    check_pads(problems, geometry.pads);
    if (!problems.empty()) return problems;

    for (const bool rows : {true, false}) {
        const Axis a = axis_of(input, geometry, rows);
        if (output_size(a, geometry.ceil_mode) >= 1) continue;
        const std::int64_t span = a.dilation * (a.kernel - 1) + 1;
        problems.push_back({Field::Kernel, Severity::Error,
                            "the window spans " + text(span) + (rows ? " rows" : " columns") +
                                ", but the input with its padding has " + text(a.cells + a.begin + a.end) +
                                ": there is no output"});
    }
    if (!problems.empty()) return problems;

    const Shape output = output_shape(input, geometry);
    if (const std::string error = size_error(output.n, output.c, output.h, output.w); !error.empty())
        problems.push_back({Field::Padding, Severity::Error, "the output would be too large: " + error});
    note_pytorch_padding(problems, geometry);
    return problems;
}

std::vector<Problem> validate_grad_output(const Shape& grad_output, const Shape& output) {
    std::vector<Problem> problems;
    const std::string shapes = "dY is " + to_string(grad_output) + " and Y is " + to_string(output);
    if (grad_output.n != output.n || grad_output.c != output.c)
        problems.push_back({Field::GradOutput, Severity::Error, shapes + "; N and C must be the same"});
    else if (grad_output.h > output.h || grad_output.w > output.w)
        problems.push_back({Field::GradOutput, Severity::Error, shapes + "; dY has more windows than there are"});
    else if (grad_output.h < 1 || grad_output.w < 1)
        problems.push_back({Field::GradOutput, Severity::Error, shapes + "; dY is empty"});
    else if (grad_output.h < output.h || grad_output.w < output.w)
        problems.push_back({Field::GradOutput, Severity::Note,
                            shapes + "; it belongs to the top-left windows, the others give nothing"});
    return problems;
}

std::string first_error(const std::vector<Problem>& problems) {
    for (const Problem& problem : problems)
        if (problem.severity == Severity::Error) return problem.sentence;
    return {};
}

}  // namespace poolwalk
