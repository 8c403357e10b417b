// Problems for the tests of diagnose: flat arrays that the reference pools by a rule which the code
// under test is not told.
#pragma once

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "core/analysis/diagnose_words.h"
#include "tests/core/pool/random_problem.h"
#include "tests/core/pool/reference.h"

namespace poolwalk::test {

struct Puzzle {
    Shape x, dy;
    Geometry geometry;
    std::vector<double> input, grad_output;
};

inline std::vector<double> answer(const Puzzle& p, const Rules& rules) {
    return reference::pool<double>({p.input, p.grad_output, p.x, p.dy}, p.geometry, rules).dx;
}

inline Result<Diagnosis> diagnosed(const Puzzle& p, const AnyTensor& grad_input) {
    const AnyTensor x = make_tensor(DType::Float64, p.x, p.input),
                    dy = make_tensor(DType::Float64, p.dy, p.grad_output);
    return diagnose({.input = x, .grad_output = dy, .geometry = p.geometry, .grad_input = grad_input});
}

inline Result<Diagnosis> diagnosed(const Puzzle& p, const std::vector<double>& grad_input) {
    return diagnosed(p, make_tensor(DType::Float64, p.x, grad_input));
}

// Whole numbers from `low` to `high`.
inline std::vector<double> whole_numbers(std::int64_t count, int low, int high, std::mt19937& random) {
    std::vector<double> values(static_cast<std::size_t>(count));
    const auto span = static_cast<unsigned>(high - low + 1);
    for (double& value : values) value = low + static_cast<int>(random() % span);
    return values;
}

inline Puzzle puzzle(const Shape& x, const Geometry& geometry, std::mt19937& random) {
    Puzzle p{.x = x, .dy = output_shape(x, geometry), .geometry = geometry, .input = {}, .grad_output = {}};
    p.input = whole_numbers(x.cells(), -3, 3, random);
    p.grad_output = whole_numbers(p.dy.cells(), 1, 1000, random);
    return p;
}

inline bool names(const Explanation& explanation, std::string_view mistake, const Rules& rules) {
    return (explanation.mistake ? explanation.mistake->name : "") == mistake &&
           std::ranges::find(explanation.rules, rules) != explanation.rules.end();
}

inline bool names(const Diagnosis& diagnosis, std::string_view mistake, const Rules& rules) {
    return std::ranges::any_of(diagnosis.explanations,
                               [&](const Explanation& e) { return names(e, mistake, rules); });
}

}  // namespace poolwalk::test
