#include <cmath>
#include <cstring>
#include <limits>
#include <memory>
#include <thread>

#include "core/pool/argmax.h"
#include "core/pool/kernels/kernels.h"
#include "core/pool/max_pool.h"
#include "tests/bench/kernels/contenders.h"

namespace poolwalk::bench {
namespace {

struct Memory {
    explicit Memory(const Problem& problem)
        : output_shape(poolwalk::output_shape(problem.input, problem.geometry)),
          input(random_values(problem.input.cells(), 1)),
          grad_output(random_values(output_shape.cells(), 2)),
          output(grad_output.size()),
          grad_input(input.size()) {}
    Shape output_shape;
    std::vector<float> input, grad_output, output, grad_input;
};

// Runs f(begin, end) over `units`, shared among the threads.
template <class F>
void shared(int threads, std::int64_t units, F&& f) {
    std::vector<std::jthread> others;
    for (int i = 1; i < threads; ++i) others.emplace_back(f, units * i / threads, units * (i + 1) / threads);
    f(std::int64_t{0}, units / threads);
}

void plain_forward(const Problem& problem, Memory& memory, std::int32_t* argmax, std::int64_t begin,
                   std::int64_t end) {
    const Geometry& g = problem.geometry;
    const std::int64_t height = problem.input.h, width = problem.input.w;
    const std::int64_t rows = memory.output_shape.h, cols = memory.output_shape.w;
    for (std::int64_t image = begin; image < end; ++image) {
        const float* x = memory.input.data() + image * height * width;
        for (std::int64_t oh = 0; oh < rows; ++oh)
            for (std::int64_t ow = 0; ow < cols; ++ow) {
                const std::int64_t top = oh * g.stride.rows - g.pads.top, left = ow * g.stride.cols - g.pads.left;
                const std::int64_t bottom = std::min(top + g.kernel.rows, height);
                const std::int64_t right = std::min(left + g.kernel.cols, width);
                float best = -std::numeric_limits<float>::infinity();
                std::int64_t at = std::max<std::int64_t>(top, 0) * width + std::max<std::int64_t>(left, 0);
                for (std::int64_t h = std::max<std::int64_t>(top, 0); h < bottom; ++h)
                    for (std::int64_t w = std::max<std::int64_t>(left, 0); w < right; ++w) {
                        const float value = x[h * width + w];
                        if (value > best || std::isnan(value)) best = value, at = h * width + w;
                    }
                const std::int64_t to = (image * rows + oh) * cols + ow;
                memory.output[static_cast<std::size_t>(to)] = best;
                argmax[to] = static_cast<std::int32_t>(at);
            }
    }
}

void plain_backward(const Problem& problem, Memory& memory, const std::int32_t* argmax, std::int64_t begin,
                    std::int64_t end) {
    const std::int64_t cells = problem.input.plane_cells(), windows = memory.output_shape.plane_cells();
    std::memset(memory.grad_input.data() + begin * cells, 0,
                static_cast<std::size_t>((end - begin) * cells) * sizeof(float));
    for (std::int64_t image = begin; image < end; ++image) {
        float* dx = memory.grad_input.data() + image * cells;
        const float* dy = memory.grad_output.data() + image * windows;
        const std::int32_t* at = argmax + image * windows;
        for (std::int64_t i = 0; i < windows; ++i) dx[at[i]] += dy[i];
    }
}

}  // namespace

Contender ours(const Problem& problem) {
    const auto memory = std::make_shared<Memory>(problem);
    const kernels::Call call{.input = problem.input, .geometry = problem.geometry, .threads = problem.threads};
    const auto argmax = std::make_shared<Argmax>(problem.input, problem.geometry);
    return {"ours", [=] { kernels::forward<float>(call, memory->input, memory->output, argmax->bytes()); },
            [=] { kernels::backward<float>(call, memory->grad_output, argmax->bytes(), memory->grad_input); }};
}

Contender plain(const Problem& problem) {
    const auto memory = std::make_shared<Memory>(problem);
    const auto argmax = std::make_shared<std::vector<std::int32_t>>(memory->output.size());
    const std::int64_t images = problem.input.planes();
    return {"plain",
            [=] {
                shared(problem.threads, images, [&](std::int64_t begin, std::int64_t end) {
                    plain_forward(problem, *memory, argmax->data(), begin, end);
                });
            },
            [=] {
                shared(problem.threads, images, [&](std::int64_t begin, std::int64_t end) {
                    plain_backward(problem, *memory, argmax->data(), begin, end);
                });
            }};
}

Contender engine(const Problem& problem) {
    const auto input = std::make_shared<Tensor<float>>(problem.input, random_values(problem.input.cells(), 1));
    const Shape shape = output_shape(problem.input, problem.geometry);
    const auto grad_output = std::make_shared<Tensor<float>>(shape, random_values(shape.cells(), 2));
    const Geometry geometry = problem.geometry;
    return {"engine", [=] { static_cast<void>(max_pool_forward(*input, geometry, {})); },
            [=] { static_cast<void>(max_pool_backward(*input, *grad_output, geometry, {})); }};
}

}  // namespace poolwalk::bench
