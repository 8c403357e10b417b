// The engine beside the plainest loop that moves the same bytes: what a person would write for this one
// rule with everything known beforehand. The quotient is what generality costs.
#include <benchmark/benchmark.h>

#include <cstdint>
#include <limits>
#include <random>
#include <vector>

#include "core/pool/max_pool.h"

namespace poolwalk {
namespace {

constexpr Geometry geometry{.kernel = {3, 3}, .stride = {2, 2}};

Tensor<float> random_tensor(Shape shape) {
    std::mt19937 random(7839);
    std::normal_distribution<float> normal;
    Tensor<float> tensor(shape);
    for (float& value : tensor.data()) value = normal(random);
    return tensor;
}

Tensor<float> input_of(const benchmark::State& state) {
    return random_tensor({1, 1, state.range(0), state.range(0)});
}

// Bytes of X read and of Y or dX written, once each.
void count_bytes(benchmark::State& state, const Tensor<float>& a, const Tensor<float>& b) {
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(sizeof(float)) *
                            (a.shape().cells() + b.shape().cells()));
}

// Y and argmax of one plane.
void plain_forward(const Tensor<float>& input, Tensor<float>& output, std::vector<std::int64_t>& argmax) {
    const std::int64_t width = input.shape().w;
    for (std::int64_t oh = 0; oh < output.shape().h; ++oh)
        for (std::int64_t ow = 0; ow < output.shape().w; ++ow) {
            float best = -std::numeric_limits<float>::infinity();
            std::int64_t at = 0;
            for (std::int64_t kh = 0; kh < geometry.kernel.rows; ++kh)
                for (std::int64_t kw = 0; kw < geometry.kernel.cols; ++kw) {
                    const std::int64_t cell =
                        (oh * geometry.stride.rows + kh) * width + ow * geometry.stride.cols + kw;
                    const float value = input.data()[static_cast<std::size_t>(cell)];
                    if (value > best) best = value, at = cell;
                }
            output(0, oh, ow) = best;
            argmax[static_cast<std::size_t>(oh * output.shape().w + ow)] = at;
        }
}

void engine_forward(benchmark::State& state) {
    const Tensor<float> input = input_of(state);
    for (auto _ : state) benchmark::DoNotOptimize(max_pool_forward(input, geometry, {}));
    count_bytes(state, input, Tensor<float>(output_shape(input.shape(), geometry)));
}
BENCHMARK(engine_forward)->Arg(64)->Arg(1024)->Unit(benchmark::kMicrosecond);

void plain_loop_forward(benchmark::State& state) {
    const Tensor<float> input = input_of(state);
    for (auto _ : state) {
        Tensor<float> output(output_shape(input.shape(), geometry));
        std::vector<std::int64_t> argmax(output.data().size());
        plain_forward(input, output, argmax);
        benchmark::DoNotOptimize(output);
        benchmark::DoNotOptimize(argmax);
    }
    count_bytes(state, input, Tensor<float>(output_shape(input.shape(), geometry)));
}
BENCHMARK(plain_loop_forward)->Arg(64)->Arg(1024)->Unit(benchmark::kMicrosecond);

void engine_backward(benchmark::State& state) {
    const Tensor<float> input = input_of(state);
    const Tensor<float> grad_output = random_tensor(output_shape(input.shape(), geometry));
    for (auto _ : state) benchmark::DoNotOptimize(max_pool_backward(input, grad_output, geometry, {}));
    count_bytes(state, input, grad_output);
}
BENCHMARK(engine_backward)->Arg(64)->Arg(1024)->Unit(benchmark::kMicrosecond);

// A framework keeps argmax from the forward pass; the engine looks at the windows again.
void plain_scatter_backward(benchmark::State& state) {
    const Tensor<float> input = input_of(state);
    Tensor<float> output(output_shape(input.shape(), geometry));
    const Tensor<float> grad_output = random_tensor(output.shape());
    std::vector<std::int64_t> argmax(output.data().size());
    plain_forward(input, output, argmax);
    for (auto _ : state) {
        Tensor<float> grad_input(input.shape());
        for (std::size_t window = 0; window < argmax.size(); ++window)
            grad_input.data()[static_cast<std::size_t>(argmax[window])] += grad_output.data()[window];
        benchmark::DoNotOptimize(grad_input);
    }
    count_bytes(state, input, grad_output);
}
BENCHMARK(plain_scatter_backward)->Arg(64)->Arg(1024)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace poolwalk
