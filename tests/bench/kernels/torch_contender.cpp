#include "tests/bench/kernels/contenders.h"

#if POOLWALK_HAS_TORCH
#include <torch/torch.h>

#include <memory>

namespace poolwalk::bench {

std::optional<Contender> torch_out(const Problem& problem) {
    struct Tensors {
        at::Tensor input, output, indices, grad_output, grad_input;
    };
    const auto shaped = [&](const Shape& shape, unsigned seed) {
        std::vector<float> values = random_values(shape.cells(), seed);
        return torch::from_blob(values.data(), {shape.n, shape.c, shape.h, shape.w}).clone();
    };
    const Shape output = output_shape(problem.input, problem.geometry);
    const auto t = std::make_shared<Tensors>();
    t->input = shaped(problem.input, 1);
    t->grad_output = shaped(output, 2);
    t->output = at::empty_like(t->grad_output);
    t->indices = at::empty_like(t->grad_output, t->grad_output.options().dtype(at::kLong));
    t->grad_input = at::empty_like(t->input);
    const Geometry g = problem.geometry;
    const int threads = problem.threads;
    const std::vector<std::int64_t> kernel{g.kernel.rows, g.kernel.cols}, stride{g.stride.rows, g.stride.cols},
        padding{g.pads.top, g.pads.left}, dilation{g.dilation.rows, g.dilation.cols};
    return Contender{"PyTorch",
                     [=] {
                         at::NoGradGuard no_grad;
                         if (at::get_num_threads() != threads) at::set_num_threads(threads);
                         at::max_pool2d_with_indices_out(t->output, t->indices, t->input, kernel, stride, padding,
                                                         dilation, g.ceil_mode);
                     },
                     [=] {
                         at::NoGradGuard no_grad;
                         if (at::get_num_threads() != threads) at::set_num_threads(threads);
                         at::max_pool2d_with_indices_backward_out(t->grad_input, t->grad_output, t->input, kernel,
                                                                  stride, padding, dilation, g.ceil_mode, t->indices);
                     }};
}

}  // namespace poolwalk::bench

#else

namespace poolwalk::bench {
std::optional<Contender> torch_out(const Problem&) { return {}; }
}  // namespace poolwalk::bench
#endif
