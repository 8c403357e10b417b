// Random pooling problems for the property tests: small, full of ties, with every kind of number.
#pragma once

#include <rapidcheck.h>

#include <iostream>
#include <limits>
#include <vector>

#include "core/pool/geometry.h"
#include "core/pool/rules.h"
#include "core/pool/tensor.h"

namespace poolwalk::test {

// rc::check with a number of tests of its own; RC_PARAMS still sets the seed.
template <class Property>
bool holds(int times, Property&& property) {
    rc::detail::TestParams params = rc::detail::configuration().testParams;
    params.maxSuccess = times;
    const auto result = rc::detail::checkProperty(rc::detail::toProperty(property), {}, params);
    rc::detail::printResultMessage(result, std::cerr);
    std::cerr << std::endl;
    return result.template is<rc::detail::SuccessResult>();
}

inline std::vector<Rules> all_rules() {
    std::vector<Rules> all;
    for (const auto& tie : tie_rules())
        for (const auto& overlap : overlap_rules())
            for (const auto& nan : nan_rules()) all.push_back({tie.rule, overlap.rule, nan.rule});
    return all;
}

inline std::ostream& operator<<(std::ostream& out, const Rules& rules) {
    return out << row(rules.tie).text.name << ", " << row(rules.overlap).text.name << ", "
               << row(rules.nan).text.name;
}

inline std::ostream& operator<<(std::ostream& out, const Geometry& g) {
    return out << "kernel " << g.kernel.rows << "," << g.kernel.cols << " stride " << g.stride.rows << ","
               << g.stride.cols << " dilation " << g.dilation.rows << "," << g.dilation.cols << " pads " << g.pads.top
               << "," << g.pads.left << "," << g.pads.bottom << "," << g.pads.right << (g.ceil_mode ? " ceil" : "");
}

template <class T>
struct RandomProblem {
    Geometry geometry;
    Shape input_shape, output_shape, grad_shape;
    std::vector<T> input, grad_output;
};

template <class T>
std::ostream& operator<<(std::ostream& out, const RandomProblem<T>& p) {
    const auto list = [&](const std::vector<T>& values) {
        for (const T value : values) out << ' ' << value;
    };
    out << p.geometry << "; X " << to_string(p.input_shape) << ":";
    list(p.input);
    out << "; dY " << to_string(p.grad_shape) << ":";
    list(p.grad_output);
    return out;
}

// Full range at any size: geometry this small needs no growing.
inline std::int64_t draw(std::int64_t low, std::int64_t high) {
    return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(low, high + 1));
}

inline Pair draw_pair(std::int64_t low, std::int64_t high) {
    const std::int64_t rows = draw(low, high);
    return {rows, draw(low, high)};
}

inline Geometry draw_geometry() {
    Geometry g;
    g.kernel = draw_pair(1, 4);
    g.stride = draw_pair(1, 4);
    g.dilation = draw_pair(1, 3);
    const Pair before = draw_pair(0, 3), after = draw_pair(0, 3);
    g.pads = {before.rows, before.cols, after.rows, after.cols};
    g.ceil_mode = *rc::gen::arbitrary<bool>();
    return g;
}

template <class T>
std::vector<T> draw_values(std::int64_t count, const std::vector<std::vector<T>>& palettes) {
    const auto& palette = palettes[static_cast<std::size_t>(draw(0, static_cast<std::int64_t>(palettes.size()) - 1))];
    return *rc::gen::container<std::vector<T>>(static_cast<std::size_t>(count), rc::gen::elementOf(palette));
}

template <class T>
std::vector<std::vector<T>> every_kind_of_number() {
    constexpr T inf = std::numeric_limits<T>::infinity(), nan = std::numeric_limits<T>::quiet_NaN();
    constexpr T huge = std::numeric_limits<T>::max(), tiny = std::numeric_limits<T>::denorm_min();
    return {{T(0), T(1), T(2), T(3)},
            {T(1), T(2)},
            {T(0), -T(0), T(-1)},
            {T(1), T(2), nan},
            {-inf, nan, T(0)},
            {-inf},
            {inf, -inf, T(1), nan},
            {huge, -huge, tiny, T(0), -T(0), T(0.1)},
            {T(-3.5), T(-2.25), T(-1), T(0.5), T(4), T(7), T(8), T(9)}};
}

// Sums of these round, so the order in which they are made shows.
template <class T>
std::vector<std::vector<T>> gradients() {
    constexpr T inf = std::numeric_limits<T>::infinity(), nan = std::numeric_limits<T>::quiet_NaN();
    return {{T(1), T(2), T(3), T(4)},
            {T(0.1), T(0.7), T(-1e7), T(1e9), T(3)},
            {-T(0), T(0), T(1)},
            {inf, -inf, nan, T(1), std::numeric_limits<T>::max()}};
}

// dY has the output's shape, or less.
template <class T>
RandomProblem<T> draw_problem(const std::vector<std::vector<T>>& inputs, const std::vector<std::vector<T>>& grads,
                              bool partial = true) {
    RandomProblem<T> p;
    p.geometry = draw_geometry();
    const Pair planes = draw_pair(1, 2), size = draw_pair(1, 7);
    p.input_shape = {planes.rows, planes.cols, size.rows, size.cols};
    RC_PRE(first_error(validate(p.input_shape, p.geometry)).empty());
    p.output_shape = p.grad_shape = poolwalk::output_shape(p.input_shape, p.geometry);
    if (partial && draw(0, 2) == 0) {
        p.grad_shape.h = draw(1, p.output_shape.h);
        p.grad_shape.w = draw(1, p.output_shape.w);
    }
    p.input = draw_values(p.input_shape.cells(), inputs);
    p.grad_output = draw_values(p.grad_shape.cells(), grads);
    return p;
}

}  // namespace poolwalk::test
