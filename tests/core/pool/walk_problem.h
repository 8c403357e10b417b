// Small random problems for the tests of the walk, and the issue's own examples.
#pragma once

#include <bit>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "core/pool/walk.h"
#include "tests/core/pool/random_problem.h"

namespace poolwalk::test {

inline bool same_bits(double a, double b) {
    return std::isnan(a) ? std::isnan(b) : std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

struct WalkProblem {
    AnyTensor input, grad_output;
    Geometry geometry;
    Rules rules;

    PoolView view() const { return {input, grad_output, geometry, rules}; }
    Shape output() const { return output_shape(shape_of(input), geometry); }
    WalkPlan plan(StepBy by) const { return {output(), geometry.kernel, by}; }
};

inline std::ostream& operator<<(std::ostream& out, const WalkProblem& p) {
    const auto list = [&](const char* name, const AnyTensor& tensor) {
        out << "; " << name << " " << to_string(shape_of(tensor)) << " " << name_of(dtype_of(tensor)) << ":";
        for (const double value : values_of(tensor)) out << ' ' << value;
    };
    out << p.geometry << "; " << p.rules;
    list("X", p.input);
    list("dY", p.grad_output);
    return out;
}

inline const std::vector<std::vector<double>>& few_values() {
    constexpr double inf = std::numeric_limits<double>::infinity(), nan = std::numeric_limits<double>::quiet_NaN();
    static const std::vector<std::vector<double>> palettes{
        {0, 1, 2}, {1, 2, 3, 4, 5, 6, 7, 8}, {5}, {-0.0, 0, -1}, {1, 2, nan}, {-inf, nan, 0}, {-inf}, {-2, -1, -inf}};
    return palettes;
}

inline const std::vector<std::vector<double>>& whole_gradients() {
    static const std::vector<std::vector<double>> palettes{{1, 2, 3, 4}, {-2, -1, 0, 5}, {1}};
    return palettes;
}

inline const std::vector<std::vector<double>>& rounding_gradients() {
    static const std::vector<std::vector<double>> palettes{{0.1, 0.7, -1e7, 1e9, 3}, {-0.0, 0, 1}, {1, 2, 3, 4}};
    return palettes;
}

inline Geometry draw_small_geometry() {
    Geometry g;
    g.kernel = draw_pair(1, 3);
    g.stride = draw_pair(1, 3);
    g.dilation = draw_pair(1, 2);
    const Pair before = draw_pair(0, 2), after = draw_pair(0, 2);
    g.pads = {before.rows, before.cols, after.rows, after.cols};
    g.ceil_mode = *rc::gen::arbitrary<bool>();
    return g;
}

inline WalkProblem draw_walk_problem(DType dtype, const std::vector<std::vector<double>>& gradients) {
    WalkProblem p;
    p.geometry = draw_small_geometry();
    const std::int64_t images = draw(1, 3), channels = images == 1 ? draw(1, 3) : 1;
    const Pair size = draw_pair(1, 6);
    const Shape shape{images, channels, size.rows, size.cols};
    RC_PRE(first_error(validate(shape, p.geometry)).empty());
    p.input = make_tensor(dtype, shape, draw_values(shape.cells(), few_values()));
    Shape grad_shape = p.output();
    if (draw(0, 2) == 0) {
        grad_shape.h = draw(1, grad_shape.h);
        grad_shape.w = draw(1, grad_shape.w);
    }
    p.grad_output = make_tensor(dtype, grad_shape, draw_values(grad_shape.cells(), gradients));
    return p;
}

inline const std::vector<StepBy>& both_ways() {
    static const std::vector<StepBy> ways{StepBy::Window, StepBy::Comparison};
    return ways;
}

// The two examples of the drawings.
inline WalkProblem overlap_example() {
    return {make_tensor(DType::Float64, {1, 1, 4, 4}, {1, 3, 2, 1, 4, 6, 5, 2, 7, 8, 9, 4, 5, 3, 2, 6}),
            make_tensor(DType::Float64, {1, 1, 3, 3}, {1, 2, 1, 3, 4, 2, 1, 1, 2}),
            {.kernel = {2, 2}, .stride = {1, 1}},
            {}};
}

inline WalkProblem ties_example() {
    return {make_tensor(DType::Float64, {1, 1, 4, 4}, {3, 7, 7, 1, 7, 2, 7, 5, 4, 7, 6, 5, 0, 5, 5, 2}),
            make_tensor(DType::Float64, {1, 1, 3, 3}, {2, 1, 3, 1, 4, 2, 1, 2, 1}),
            {.kernel = {2, 2}, .stride = {1, 1}},
            {}};
}

}  // namespace poolwalk::test
