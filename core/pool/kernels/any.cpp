// The kernels without vectors: `few` for problems too small to prepare anything for, `any` and
// `scatter`, which take every problem and stand at the end of their tables.
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

#include "core/pool/kernels/table.h"
#include "core/pool/window.h"

namespace poolwalk::kernels {
namespace {

// Calls use(pointer to slots of their width).
template <class Byte, class Use>
void with_slots(Byte* slots, int bytes, Use&& use) {
    constexpr bool constant = std::is_const_v<Byte>;
    if (bytes == 1) return use(slots);
    if (bytes == 2)
        return use(reinterpret_cast<std::conditional_t<constant, const std::uint16_t, std::uint16_t>*>(slots));
    use(reinterpret_cast<std::conditional_t<constant, const std::uint32_t, std::uint32_t>*>(slots));
}

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
            for (std::int64_t u = 0; u < plan.unit; ++u) {
                T best = -std::numeric_limits<T>::infinity();
                std::int64_t slot = none ? -1 : rows.begin * g.kernel.cols + cols.begin;
                for (std::int64_t r = rows.begin; r < rows.end; ++r)
                    for (std::int64_t c = cols.begin; c < cols.end; ++c) {
                        const std::int64_t h = row_start.h + r * g.dilation.rows;
                        const T value = image[(h * plan.input.cols + w + c * g.dilation.cols) * plan.unit + u];
                        if (value > best || std::isnan(value)) best = value, slot = r * g.kernel.cols + c;
                    }
                const std::int64_t to = (at * plan.output.cols + ow) * plan.unit + u;
                output[to] = best;
                slots[to] = static_cast<Slot>(slot);
            }
        }
    }
}

// Where slot s of a window lies, counted from its slot 0; one more entry for "none".
std::vector<std::int64_t> slot_offsets(const Plan& plan) {
    const Geometry& g = plan.geometry;
    std::vector<std::int64_t> offsets;
    offsets.reserve(static_cast<std::size_t>(g.kernel.rows * g.kernel.cols));
    for (std::int64_t r = 0; r < g.kernel.rows; ++r)
        for (std::int64_t c = 0; c < g.kernel.cols; ++c)
            offsets.push_back((r * g.dilation.rows * plan.input.cols + c * g.dilation.cols) * plan.unit);
    return offsets;
}

// One row of windows pays into dX, from the cell that slot 0 of its first window lies on. `fixed` is the number
// of channels side by side where the compiler may know it.
template <int fixed, class T, class Slot>
void scatter_row(const Plan& plan, const std::vector<std::int64_t>& offsets, const T* gradients, const Slot* slots,
                 T* origin) {
    const std::int64_t unit = fixed > 0 ? fixed : plan.unit, step = plan.geometry.stride.cols * unit;
    const std::int64_t* offset = offsets.data();
    const std::size_t count = offsets.size();
    for (std::int64_t e = 0; e < plan.gradient.cols * unit; e += unit, origin += step)
        for (std::int64_t u = 0; u < unit; ++u)
            if (const std::size_t slot = slots[e + u]; slot < count) origin[offset[slot] + u] += gradients[e + u];
}

// Rows of dX become 0 just before the first window reaches them, and are still near when it pays.
template <class T, class Slot>
void scatter_image(const Plan& plan, const std::vector<std::int64_t>& offsets, const T* grad_output, const Slot* slots,
                   T* grad_input) {
    const Geometry& g = plan.geometry;
    const std::int64_t span = (g.kernel.rows - 1) * g.dilation.rows + 1;
    const std::int64_t at_once = 16384 / static_cast<std::int64_t>(sizeof(T)) / plan.input_row();  // short rows together
    std::int64_t zeroed = 0;
    const auto zero_up_to = [&](std::int64_t row) {
        if (row <= zeroed) return;
        row = std::min(std::max(row, zeroed + at_once), plan.input.rows);
        std::memset(grad_input + zeroed * plan.input_row(), 0,
                    static_cast<std::size_t>((row - zeroed) * plan.input_row()) * sizeof(T));
        zeroed = row;
    };
    for (std::int64_t oh = 0; oh < plan.gradient.rows; ++oh) {
        const Place start = slot_place(g, {oh, 0}, 0, 0);
        zero_up_to(start.h + span);
        (plan.unit == 1 ? scatter_row<1, T, Slot> : scatter_row<0, T, Slot>)(
            plan, offsets, grad_output + oh * plan.gradient.cols * plan.unit, slots + oh * plan.output_row(),
            grad_input + (start.h * plan.input.cols + start.w) * plan.unit);
    }
    zero_up_to(plan.input.rows);
}

}  // namespace

template <class T>
void any_forward(const Plan& plan, const T* input, T* output, std::uint8_t* slots, Range range) {
    with_slots(slots, plan.slot_bytes, [&](auto* typed) { any_windows(plan, input, output, typed, range); });
}

template <class T>
void few_forward(const Plan& plan, const T* input, T* output, std::uint8_t* slots, Range range) {
    const Geometry& g = plan.geometry;
    for (std::int64_t at = range.begin; at < range.end; ++at) {
        const T* row = input + at / plan.output.rows * plan.input_image() +
                       at % plan.output.rows * g.stride.rows * plan.input.cols;
        for (std::int64_t ow = 0; ow < plan.output.cols; ++ow, row += g.stride.cols, ++output, ++slots) {
            T best = *row;
            unsigned slot = 0, number = 0;
            const T* line = row;
            for (std::int64_t r = 0; r < g.kernel.rows; ++r, line += plan.input.cols)
                for (std::int64_t c = 0; c < g.kernel.cols; ++c, ++number) {
                    const T value = line[c];
                    const bool wins = static_cast<int>(value > best) | static_cast<int>(value != value);
                    best = wins ? value : best;
                    slot = wins ? number : slot;
                }
            *output = best;
            *slots = static_cast<std::uint8_t>(slot);
        }
    }
}

template <class T>
void scatter_backward(const Plan& plan, const T* grad_output, const std::uint8_t* slots, T* grad_input, Range range) {
    const std::vector<std::int64_t> offsets = slot_offsets(plan);
    const std::int64_t gradient_image = plan.gradient.rows * plan.gradient.cols * plan.unit;
    with_slots(slots, plan.slot_bytes, [&](const auto* typed) {
        for (std::int64_t image = range.begin; image < range.end; ++image)
            scatter_image(plan, offsets, grad_output + image * gradient_image, typed + image * plan.output_image(),
                          grad_input + image * plan.input_image());
    });
}

#define POOLWALK_INSTANTIATE(T)                                                            \
    template void any_forward(const Plan&, const T*, T*, std::uint8_t*, Range);            \
    template void few_forward(const Plan&, const T*, T*, std::uint8_t*, Range);            \
    template void scatter_backward(const Plan&, const T*, const std::uint8_t*, T*, Range);
POOLWALK_INSTANTIATE(float)
POOLWALK_INSTANTIATE(double)
#undef POOLWALK_INSTANTIATE

}  // namespace poolwalk::kernels
