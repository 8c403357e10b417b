#include "core/verify/check_cases.h"

#include <cmath>
#include <initializer_list>
#include <type_traits>

#include "core/base/number_text.h"
#include "core/io/files/file_error.h"

namespace poolwalk::io {
namespace {

template <class T>
std::string text_of(T value) {
    if constexpr (std::is_integral_v<T>) return std::to_string(value);
    else return plain_text(value);
}

// How an array is compared, and what it is called.
struct Comparison {
    std::string array;
    Tolerance tolerance;
    bool zero_signs = false;
};

template <class T>
bool agrees(T got, T want, const Comparison& how) {
    const auto a = static_cast<double>(got), b = static_cast<double>(want);
    if (a == b) return !how.zero_signs || std::signbit(a) == std::signbit(b);
    if (std::isnan(a) || std::isnan(b)) return std::isnan(a) && std::isnan(b);
    if (std::isinf(a) || std::isinf(b)) return false;
    return std::abs(a - b) <= how.tolerance.atol + how.tolerance.rtol * std::abs(b);
}

// "y[0,0,1,2] is 3, expected 4", or empty.
template <class T>
std::string difference(const Tensor<T>& got, const Tensor<T>& want, const Comparison& how) {
    const Shape shape = want.shape();
    if (got.shape() != shape)
        return how.array + " has shape " + to_string(got.shape()) + ", expected " + to_string(shape);
    for (std::int64_t p = 0; p < shape.planes(); ++p)
        for (std::int64_t h = 0; h < shape.h; ++h)
            for (std::int64_t w = 0; w < shape.w; ++w)
                if (!agrees(got(p, h, w), want(p, h, w), how))
                    return how.array + "[" + text_of(p / shape.c) + "," + text_of(p % shape.c) + "," + text_of(h) +
                           "," + text_of(w) + "] is " + text_of(got(p, h, w)) + ", expected " +
                           text_of(want(p, h, w));
    return {};
}

template <class T>
struct Outcome {
    Forward<T> forward;
    std::optional<Backward<T>> backward;
};

template <class T>
Outcome<T> run(const Case& problem) {
    const auto& input = std::get<Tensor<T>>(problem.input);
    Outcome<T> outcome{max_pool_forward(input, problem.geometry, problem.rules), std::nullopt};
    if (problem.grad_output)
        outcome.backward =
            max_pool_backward(input, std::get<Tensor<T>>(*problem.grad_output), problem.geometry, problem.rules);
    return outcome;
}

template <class T>
std::string first_of(std::initializer_list<T> differences) {
    for (const T& difference : differences)
        if (!difference.empty()) return difference;
    return {};
}

template <class T>
std::string differs_from_expected(const Case& problem, const Outcome<T>& got) {
    const auto real = [](const Tensor<T>& have, const std::optional<AnyTensor>& want, const Comparison& how) {
        return want ? difference(have, std::get<Tensor<T>>(*want), how) : std::string();
    };
    const auto index = [](const Tensor<std::int32_t>& have, const auto& want, const char* array) {
        return want ? difference(have, *want, {array, {}, false}) : std::string();
    };
    std::string forward = first_of(
        {real(got.forward.output, problem.output, {"y", problem.output_tolerance, problem.has_tag("signed_zero")}),
         index(got.forward.argmax, problem.argmax, "argmax"),
         index(got.forward.tie_count, problem.tie_count, "tie_count")});
    if (!forward.empty() || !got.backward) return forward;
    return first_of({real(got.backward->grad_input, problem.grad_input, {"dx", problem.grad_input_tolerance, false}),
                     index(got.backward->hits, problem.hits, "hits")});
}

std::string problem_error(const Case& problem) {
    const Shape& input = shape_of(problem.input);
    if (std::string sentence = first_error(validate(input, problem.geometry)); !sentence.empty()) return sentence;
    if (!problem.grad_output) return {};
    return first_error(validate_grad_output(shape_of(*problem.grad_output), output_shape(input, problem.geometry)));
}

}  // namespace

std::string check_case(const Case& problem, std::string_view name) {
    std::string found = problem_error(problem);
    if (!found.empty()) found = "refused: " + found;
    else if (dtype_of(problem.input) == DType::Float32) found = differs_from_expected(problem, run<float>(problem));
    else found = differs_from_expected(problem, run<double>(problem));
    return found.empty() ? found : printable(name, 200) + ": " + found;
}

}  // namespace poolwalk::io
