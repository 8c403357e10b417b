#include "tests/bench/kernels/contenders.h"

#if POOLWALK_HAS_ONEDNN
#include <omp.h>

#include <cstring>
#include <memory>
#include <oneapi/dnnl/dnnl.hpp>

namespace poolwalk::bench {

std::optional<Contender> onednn(const Problem& problem, bool own_layout) {
    using tag = dnnl::memory::format_tag;
    struct Parts {
        dnnl::engine engine{dnnl::engine::kind::cpu, 0};
        dnnl::stream stream{engine};
        dnnl::memory input, output, workspace, grad_output, grad_input;
        dnnl::pooling_forward forward;
        dnnl::pooling_backward backward;
    };
    const auto parts = std::make_shared<Parts>();
    const Geometry g = problem.geometry;
    const Shape x = problem.input, y = output_shape(x, g);
    const dnnl::memory::dims strides{g.stride.rows, g.stride.cols}, kernel{g.kernel.rows, g.kernel.cols};
    const dnnl::memory::dims before{g.pads.top, g.pads.left};
    const dnnl::memory::dims after{(y.h - 1) * g.stride.rows + g.kernel.rows - x.h - g.pads.top,
                                   (y.w - 1) * g.stride.cols + g.kernel.cols - x.w - g.pads.left};
    // Its own is blocks of as many channels as a vector holds, the layout it chooses for convolutions.
    const tag blocks = dnnl::get_effective_cpu_isa() >= dnnl::cpu_isa::avx512_core ? tag::nChw16c : tag::nChw8c;
    const tag layout = own_layout ? blocks : tag::nchw;
    const auto described = [&](const Shape& shape) {
        return dnnl::memory::desc({shape.n, shape.c, shape.h, shape.w}, dnnl::memory::data_type::f32, layout);
    };
    const auto filled = [&](const Shape& shape, unsigned seed) {
        dnnl::memory memory(described(shape), parts->engine);
        const std::vector<float> values = random_values(shape.cells(), seed);
        std::memset(memory.get_data_handle(), 0, memory.get_desc().get_size());
        std::memcpy(memory.get_data_handle(), values.data(), values.size() * sizeof(float));
        return memory;
    };
    parts->input = filled(x, 1);
    parts->grad_output = filled(y, 2);
    parts->output = dnnl::memory(described(y), parts->engine);
    parts->grad_input = dnnl::memory(described(x), parts->engine);
    const auto max = dnnl::algorithm::pooling_max;
    const dnnl::pooling_forward::primitive_desc forward(
        {dnnl::prop_kind::forward_training, max, described(x), described(y), strides, kernel, before, after},
        parts->engine);
    const dnnl::pooling_backward::primitive_desc backward(
        {max, described(x), described(y), strides, kernel, before, after}, parts->engine, forward);
    parts->workspace = dnnl::memory(forward.workspace_desc(), parts->engine);
    parts->forward = dnnl::pooling_forward(forward);
    parts->backward = dnnl::pooling_backward(backward);
    const int threads = problem.threads;
    return Contender{own_layout ? "oneDNN own layout" : "oneDNN",
                     [=] {
                         omp_set_num_threads(threads);
                         parts->forward.execute(parts->stream, {{DNNL_ARG_SRC, parts->input},
                                                                {DNNL_ARG_DST, parts->output},
                                                                {DNNL_ARG_WORKSPACE, parts->workspace}});
                         parts->stream.wait();
                     },
                     [=] {
                         omp_set_num_threads(threads);
                         parts->backward.execute(parts->stream, {{DNNL_ARG_DIFF_DST, parts->grad_output},
                                                                 {DNNL_ARG_DIFF_SRC, parts->grad_input},
                                                                 {DNNL_ARG_WORKSPACE, parts->workspace}});
                         parts->stream.wait();
                     }};
}

}  // namespace poolwalk::bench

#else

namespace poolwalk::bench {
std::optional<Contender> onednn(const Problem&, bool) { return {}; }
}  // namespace poolwalk::bench
#endif
