// The kernels without vectors: `few` for problems too small to prepare anything for, and `any`, which takes every
// problem and stands at the end of its table.
#include <algorithm>
#include <cmath>
#include <limits>

#include "core/pool/kernels/table.h"
#include "core/pool/window.h"

namespace poolwalk::kernels {
namespace {

template <class T, class Slot>
void any_windows(const Plan& plan, const T* input, T* output, Slot* slots, Range range) {
    const Geometry& g = plan.geometry;
    for (std::int64_t at = range.begin; at < range.end; ++at) {
        const T* image = input + at / plan.output.rows * plan.input_image();
        const Place row_start = slot_place(g, {at % plan.output.rows, 0}, 0, 0);
        const SlotRange rows = slots_inside(row_start.h, g.kernel.rows, g.dilation.rows, plan.input.rows);
        for (std::int64_t ow = 0; ow < plan.output.cols; ++ow) {
            const std::int64_t w = row_start.w + ow * g.stride.cols;
            const SlotRange cols = slots_inside(w, g.kernel.cols, g.dilation.cols, plan.input.cols);
            const bool none = rows.size() == 0 || cols.size() == 0;
            T best = -std::numeric_limits<T>::infinity();
            std::int64_t slot = none ? -1 : rows.begin * g.kernel.cols + cols.begin;
            for (std::int64_t r = rows.begin; r < rows.end; ++r)
                for (std::int64_t c = cols.begin; c < cols.end; ++c) {
                    const std::int64_t h = row_start.h + r * g.dilation.rows;
                    const T value = image[h * plan.input.cols + w + c * g.dilation.cols];
                    if (value > best || std::isnan(value)) best = value, slot = r * g.kernel.cols + c;
                }
            output[at * plan.output.cols + ow] = best;
            slots[at * plan.output.cols + ow] = static_cast<Slot>(slot);
        }
    }
}

// Without a branch on a value. `fixed`: rows and columns of the kernel where the compiler may know them.
template <int fixed, class T>
void few_windows_of(const Plan& plan, const T* input, T* output, std::uint8_t* slots, Range range) {
    const Geometry& g = plan.geometry;
    const std::int64_t kernel_rows = fixed > 0 ? fixed : g.kernel.rows,
                       kernel_cols = fixed > 0 ? fixed : g.kernel.cols;
    output += range.begin * plan.output_image();
    slots += range.begin * plan.output_image();
    for (std::int64_t image = range.begin; image < range.end; ++image) {
        const T* row = input + image * plan.input_image();
        for (std::int64_t oh = 0; oh < plan.output.rows; ++oh, row += g.stride.rows * plan.input.cols)
            for (std::int64_t ow = 0; ow < plan.output.cols; ++ow) {
                const T* cells = row + ow * g.stride.cols;
                T best = *cells;
                unsigned slot = 0, number = 0;
                for (std::int64_t r = 0; r < kernel_rows; ++r, cells += plan.input.cols)
                    for (std::int64_t c = 0; c < kernel_cols; ++c, ++number) {
                        const T value = cells[c];
                        const bool wins = static_cast<int>(value > best) | static_cast<int>(value != value);
                        best = wins ? value : best;
                        slot = wins ? number : slot;
                    }
                *output++ = best;
                *slots++ = static_cast<std::uint8_t>(slot);
            }
    }
}

}  // namespace

template <class T>
void any_forward(const Plan& plan, const T* input, T* output, std::uint8_t* slots, Range range) {
    if (plan.slot_bytes == 1) any_windows(plan, input, output, slots, range);
    else if (plan.slot_bytes == 2) any_windows(plan, input, output, reinterpret_cast<std::uint16_t*>(slots), range);
    else any_windows(plan, input, output, reinterpret_cast<std::uint32_t*>(slots), range);
}

template <class T>
void few_forward(const Plan& plan, const T* input, T* output, std::uint8_t* slots, Range range) {
    const Pair kernel = plan.geometry.kernel;
    (kernel == Pair{2, 2}   ? few_windows_of<2, T>
     : kernel == Pair{3, 3} ? few_windows_of<3, T>
                            : few_windows_of<0, T>)(plan, input, output, slots, range);
}

template <class T>
void few_backward(const Plan& plan, const T* grad_output, const std::uint8_t* slots, T* grad_input, Range range) {
    const Geometry& g = plan.geometry;
    std::int64_t offsets[few_slots], *offset = offsets;  // of each slot, counted from slot 0
    for (std::int64_t r = 0; r < g.kernel.rows; ++r)
        for (std::int64_t c = 0; c < g.kernel.cols; ++c)
            *offset++ = r * g.dilation.rows * plan.input.cols + c * g.dilation.cols;
    grad_output += range.begin * plan.output_image();
    slots += range.begin * plan.output_image();
    grad_input += range.begin * plan.input_image();
    std::fill_n(grad_input, (range.end - range.begin) * plan.input_image(), T(0));
    for (std::int64_t image = range.begin; image < range.end; ++image, grad_input += plan.input_image())
        for (std::int64_t oh = 0; oh < plan.output.rows; ++oh) {
            std::int64_t origin = slot_place(g, {oh, 0}, 0, 0).h * plan.input.cols - g.pads.left;
            for (std::int64_t ow = 0; ow < plan.output.cols; ++ow, origin += g.stride.cols)
                grad_input[origin + offsets[*slots++]] += *grad_output++;
        }
}

#define POOLWALK_INSTANTIATE(T)                                                 \
    template void any_forward(const Plan&, const T*, T*, std::uint8_t*, Range); \
    template void few_forward(const Plan&, const T*, T*, std::uint8_t*, Range); \
    template void few_backward(const Plan&, const T*, const std::uint8_t*, T*, Range);
POOLWALK_INSTANTIATE(float)
POOLWALK_INSTANTIATE(double)
#undef POOLWALK_INSTANTIATE

}  // namespace poolwalk::kernels
