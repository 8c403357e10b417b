// The kernels without vectors: `few` for problems too small to prepare anything for, and `any`, which takes every
// problem and stands at the end of both tables.
#include <cmath>
#include <limits>

#include "core/pool/kernels/table.h"
#include "core/pool/window.h"

namespace poolwalk::kernels {
namespace {

// `oh` is a row of windows of the plane.
template <class T, class Index>
void any_row(const Plan& plan, const T* cells, std::int64_t oh, T* output, Index* argmax) {
    const Geometry& g = plan.geometry;
    const Place start = slot_place(g, {oh, 0}, 0, 0);
    const SlotRange rows = slots_inside(start.h, g.kernel.rows, g.dilation.rows, plan.input.rows);
    const std::int64_t base = plan.base(oh);
    for (std::int64_t ow = 0; ow < plan.output.cols; ++ow) {
        const std::int64_t left = start.w + ow * g.stride.cols;
        const SlotRange cols = slots_inside(left, g.kernel.cols, g.dilation.cols, plan.input.cols);
        const std::int64_t first = (start.h + rows.begin * g.dilation.rows) * plan.input.cols + left;
        const bool none = rows.size() == 0 || cols.size() == 0;
        T best = -std::numeric_limits<T>::infinity();
        std::int64_t place = none ? base - 1 : first + cols.begin * g.dilation.cols;
        for (std::int64_t r = rows.begin; r < rows.end; ++r)
            for (std::int64_t c = cols.begin; c < cols.end; ++c) {
                const std::int64_t at =
                    first + (r - rows.begin) * g.dilation.rows * plan.input.cols + c * g.dilation.cols;
                if (cells[at] > best || std::isnan(cells[at])) best = cells[at], place = at;
            }
        output[ow] = best;
        argmax[ow] = static_cast<Index>(place - base);
    }
}

template <class T>
bool holds_nan(const T* cells, std::int64_t count) {
    unsigned unequal = 0;  // to itself, as NaN is
    for (std::int64_t i = 0; i < count; ++i) unequal |= static_cast<unsigned>(cells[i] != cells[i]);
    return unequal != 0;
}

// Without a branch on a value, and for values without NaN. `fixed`: rows and columns of the kernel where the compiler
// may know them.
template <int fixed, class T, class Index>
void few_windows_of(const Plan& plan, const T* cells, T* output, Index* argmax) {
    const Pair kernel = fixed > 0 ? Pair{fixed, fixed} : plan.geometry.kernel, stride = plan.geometry.stride;
    const std::int64_t width = plan.input.cols;
    for (std::int64_t oh = 0; oh < plan.output.rows; ++oh)
        for (std::int64_t ow = 0; ow < plan.output.cols; ++ow) {
            std::int64_t row = oh * stride.rows * width + ow * stride.cols, place = row;
            T best = cells[row];
            for (std::int64_t r = 0; r < kernel.rows; ++r, row += width)
                for (std::int64_t at = row + (r == 0 ? 1 : 0); at < row + kernel.cols; ++at) {
                    place += (at - place) * static_cast<std::int64_t>(cells[at] > best);
                    best = std::max(best, cells[at]);
                }
            *output++ = best;
            *argmax++ = static_cast<Index>(place);
        }
}

}  // namespace

template <class T>
void any_forward(const Plan& plan, const T* input, T* output, std::byte* argmax, Range range) {
    with_index(plan, argmax, [&](auto* places) {
        for (std::int64_t at = range.begin; at < range.end; ++at)
            any_row(plan, input + at / plan.output.rows * plan.cells(), at % plan.output.rows,
                    output + at * plan.output.cols, places + at * plan.output.cols);
    });
}

template <class T>
void few_forward(const Plan& plan, const T* input, T* output, std::byte* argmax, Range range) {
    const auto take_plane = plan.geometry.kernel == Pair{2, 2} ? few_windows_of<2, T, std::uint16_t>
                                                               : few_windows_of<0, T, std::uint16_t>;
    auto* places = reinterpret_cast<std::uint16_t*>(argmax);
    for (std::int64_t plane = range.begin; plane < range.end; ++plane) {
        const T* cells = input + plane * plan.cells();
        if (holds_nan(cells, plan.cells()))
            any_forward(plan, input, output, argmax, {plane * plan.output.rows, (plane + 1) * plan.output.rows});
        else take_plane(plan, cells, output + plane * plan.windows(), places + plane * plan.windows());
    }
}

template <class T>
void any_backward(const Plan& plan, const T* grad_output, const std::byte* argmax, T* grad_input, Range range) {
    const auto add_row = [&](std::int64_t oh, const T* gradients, const auto* places, T* cells) {
        using Index = std::remove_cvref_t<decltype(*places)>;
        cells += plan.base(oh);
        for (std::int64_t ow = 0; ow < plan.gradient.cols; ++ow)
            if (places[ow] != static_cast<Index>(-1)) cells[places[ow]] += gradients[ow];
    };
    std::fill(grad_input + range.begin * plan.cells(), grad_input + range.end * plan.cells(), T(0));
    with_index(plan, argmax, [&](const auto* places) {
        for (std::int64_t plane = range.begin; plane < range.end; ++plane)
            for (std::int64_t oh = 0; oh < plan.gradient.rows; ++oh)
                add_row(oh, grad_output + (plane * plan.gradient.rows + oh) * plan.gradient.cols,
                        places + (plane * plan.output.rows + oh) * plan.output.cols,
                        grad_input + plane * plan.cells());
    });
}

#define POOLWALK_INSTANTIATE(T)                                              \
    template void any_forward(const Plan&, const T*, T*, std::byte*, Range); \
    template void few_forward(const Plan&, const T*, T*, std::byte*, Range); \
    template void any_backward(const Plan&, const T*, const std::byte*, T*, Range);
POOLWALK_INSTANTIATE(float)
POOLWALK_INSTANTIATE(double)
#undef POOLWALK_INSTANTIATE

}  // namespace poolwalk::kernels
