// The engine against an independent reference, to the bit: all rules, both layouts, both types.
#include "core/pool/max_pool.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>
#include <sstream>

#include "tests/core/pool/random_problem.h"
#include "tests/core/pool/reference.h"

namespace poolwalk {
namespace {

using test::operator<<;

#ifdef __SANITIZE_ADDRESS__
constexpr int tests = 200;  // each is some fifty times slower
#else
constexpr int tests = 1500;
#endif

template <class T>
bool same_bits(T a, T b) {
    if constexpr (std::is_floating_point_v<T>) {
        if (std::isnan(a) || std::isnan(b)) return std::isnan(a) && std::isnan(b);
        return a == b && std::signbit(a) == std::signbit(b);
    }
    return a == b;
}

// Which array differs from the reference, where and how; empty if they agree.
template <class T>
std::string difference(const char* array, const Tensor<T>& got, const std::vector<T>& want) {
    if (static_cast<std::size_t>(got.shape().cells()) != want.size()) return array + std::string(" has another size");
    std::size_t i = 0;
    for (std::int64_t p = 0; p < got.shape().planes(); ++p)
        for (std::int64_t h = 0; h < got.shape().h; ++h)
            for (std::int64_t w = 0; w < got.shape().w; ++w, ++i) {
                if (same_bits(got(p, h, w), want[i])) continue;
                std::ostringstream text;
                text << array << " of plane " << p << " at " << h << "," << w << " is " << got(p, h, w)
                     << ", expected " << want[i];
                return text.str();
            }
    return {};
}

template <class T>
std::string engine_against_reference(const test::RandomProblem<T>& problem, const Rules& rules) {
    const Tensor<T> input(problem.input_shape, problem.input);
    const Tensor<T> grad_output(problem.grad_shape, problem.grad_output);
    const auto want = reference::pool<T>(
        {problem.input, problem.grad_output, problem.input_shape, problem.grad_shape}, problem.geometry, rules);
    const auto forward = max_pool_forward(input, problem.geometry, rules);
    if (forward.output.shape() != Shape{problem.input_shape.n, problem.input_shape.c, want.oh, want.ow})
        return "Y is " + to_string(forward.output.shape());
    const auto backward = max_pool_backward(input, grad_output, problem.geometry, rules);
    for (const std::string& text :
         {difference("output", forward.output, want.y), difference("argmax", forward.argmax, want.argmax),
          difference("tie_count", forward.tie_count, want.tie_count),
          difference("grad_input", backward.grad_input, want.dx), difference("hits", backward.hits, want.hits)})
        if (!text.empty()) return text;
    return {};
}

template <class T>
std::string described(const test::RandomProblem<T>& problem, const Rules& rules) {
    std::ostringstream text;
    text << rules << "; " << problem;
    return text.str();
}

template <class T>
void property() {
    const auto problem = test::draw_problem<T>(test::every_kind_of_number<T>(), test::gradients<T>());
    for (const Rules& rules : test::all_rules())
        if (const std::string wrong = engine_against_reference(problem, rules); !wrong.empty())
            RC_FAIL(wrong + "; " + described(problem, rules));
}

TEST(MaxPoolProperty, EngineEqualsReferenceInFloat32) { EXPECT_TRUE(test::holds(tests, property<float>)); }

TEST(MaxPoolProperty, EngineEqualsReferenceInFloat64) { EXPECT_TRUE(test::holds(tests, property<double>)); }

// Few cells and every corner of them: what a random draw may miss.
TEST(MaxPoolProperty, EngineEqualsReferenceOnEverySmallPlane) {
    const std::vector<double> palette{0.0, -0.0, std::numeric_limits<double>::quiet_NaN(),
                                      -std::numeric_limits<double>::infinity(), 1.0};
    test::RandomProblem<double> problem;
    problem.input_shape = {1, 1, 2, 2};
    problem.geometry.stride = {1, 1};
    problem.geometry.pads = {1, 0, 0, 1};
    problem.output_shape = problem.grad_shape = output_shape(problem.input_shape, problem.geometry);
    problem.grad_output = {1, 2, 4, 8};
    for (std::size_t code = 0; code < 625; ++code) {
        problem.input.clear();
        for (std::size_t rest = code, i = 0; i < 4; ++i, rest /= 5) problem.input.push_back(palette[rest % 5]);
        for (const Rules& rules : test::all_rules())
            ASSERT_EQ(engine_against_reference(problem, rules), "") << described(problem, rules);
    }
}

// Sorting a handful of ties keeps their order by luck; dozens show whether it is meant.
TEST(MaxPoolProperty, EngineEqualsReferenceWithDozensOfTies) {
    test::RandomProblem<float> problem;
    problem.geometry = {.kernel = {9, 8}, .stride = {1, 2}, .pads = {2, 1, 0, 3}};
    problem.input_shape = {1, 2, 11, 12};
    problem.output_shape = problem.grad_shape = output_shape(problem.input_shape, problem.geometry);
    for (std::int64_t i = 0; i < problem.input_shape.cells(); ++i) problem.input.push_back(i % 7 < 5 ? 1.f : 0.f);
    for (std::int64_t i = 0; i < problem.grad_shape.cells(); ++i)
        problem.grad_output.push_back(0.1f * static_cast<float>(i + 1));
    for (const Rules& rules : test::all_rules())
        EXPECT_EQ(engine_against_reference(problem, rules), "") << described(problem, rules);
}

}  // namespace
}  // namespace poolwalk
