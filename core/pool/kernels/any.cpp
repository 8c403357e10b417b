// The kernels without vectors: `few` for problems too small to prepare anything for, `any` and
// `scatter`, which take every problem and stand at the end of their tables.
#include <algorithm>
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

// Where slot s of a window lies, counted from its slot 0.
std::vector<std::int64_t> slot_offsets(const Plan& plan) {
    const Geometry& g = plan.geometry;
    std::vector<std::int64_t> offsets;
    offsets.reserve(static_cast<std::size_t>(g.kernel.rows * g.kernel.cols));
    for (std::int64_t r = 0; r < g.kernel.rows; ++r)
        for (std::int64_t c = 0; c < g.kernel.cols; ++c)
            offsets.push_back((r * g.dilation.rows * plan.input.cols + c * g.dilation.cols) * plan.unit);
    return offsets;
}

// Some rows of windows, short ones together: where slot 0 of each run lies, counted from that of the first. A run
// is a window of many channels, or one channel of few. With few windows and slots, where each slot of each lies.
struct Group {
    Group(const Plan& plan, const std::vector<std::int64_t>& offsets) {
        const Geometry& g = plan.geometry;
        const std::int64_t width = plan.gradient.cols * plan.unit;
        if (plan.gradient == plan.output) rows = std::clamp<std::int64_t>(256 / width, 1, plan.output.rows);
        if (plan.unit > 8) run = plan.unit;
        for (std::int64_t row = 0; row < rows; ++row)
            for (std::int64_t e = 0; e < width; e += run)
                origins.push_back(static_cast<std::int32_t>(
                    (row * g.stride.rows * plan.input.cols + e / plan.unit * g.stride.cols) * plan.unit + e % plan.unit));
        if (run > 1 || origins.size() * offsets.size() > 4096) return;
        for (const std::int32_t origin : origins)
            for (const std::int64_t offset : offsets) cells.push_back(static_cast<std::int32_t>(origin + offset));
    }
    std::int64_t rows = 1, run = 1;
    std::vector<std::int32_t> origins, cells;
};

enum class Way { Cells, Single, Runs };

// Rows of dX become 0 just before the first window reaches them, and are still near when it pays. `all_pay`: no
// window is without a cell.
template <Way way, bool all_pay, class T, class Slot>
void scatter_image(const Plan& plan, const Group& group, const std::vector<std::int64_t>& offsets, const T* gradients,
                   const Slot* slots, T* grad_input) {
    const Geometry& g = plan.geometry;
    const std::int64_t span = (g.kernel.rows - 1) * g.dilation.rows + 1, width = plan.gradient.cols * plan.unit;
    const std::int64_t at_once = 16384 / static_cast<std::int64_t>(sizeof(T)) / plan.input_row();
    const std::int64_t run = way == Way::Runs ? group.run : 1, *offset = offsets.data();
    const std::size_t slot_count = offsets.size();
    std::int64_t zeroed = 0;  // rows
    for (std::int64_t oh = 0; oh < plan.gradient.rows; oh += group.rows) {
        const std::int64_t rows = std::min(group.rows, plan.gradient.rows - oh);
        const Place start = slot_place(g, {oh, 0}, 0, 0);
        const std::int64_t reached = start.h + (rows - 1) * g.stride.rows + span;
        if (reached > zeroed) {
            const std::int64_t now = std::min(std::max(reached, zeroed + at_once), plan.input.rows) - zeroed;
            std::memset(grad_input + zeroed * plan.input_row(), 0, static_cast<std::size_t>(now * plan.input_row()) * sizeof(T));
            zeroed += now;
        }
        const T* dy = gradients + oh * width;
        const Slot* row_slots = slots + oh * plan.output_row();
        T* origin = grad_input + (start.h * plan.input.cols + start.w) * plan.unit;
        const std::int32_t* cell = group.cells.data();
        if constexpr (way == Way::Cells) {
            for (std::int64_t e = 0; e < rows * width; ++e, cell += slot_count)
                if (const std::size_t slot = row_slots[e]; all_pay || slot < slot_count) origin[cell[slot]] += dy[e];
            continue;
        }
        for (std::int64_t i = 0; i < rows * width / run; ++i, dy += run, row_slots += run) {
            T* cells = origin + group.origins[static_cast<std::size_t>(i)];
            for (std::int64_t u = 0; u < run; ++u)
                if (const std::size_t slot = row_slots[u]; all_pay || slot < slot_count) cells[offset[slot] + u] += dy[u];
        }
    }
    std::memset(grad_input + zeroed * plan.input_row(), 0,
                static_cast<std::size_t>((plan.input.rows - zeroed) * plan.input_row()) * sizeof(T));
}

// Without a branch on a value. `fixed`: rows and columns of the kernel where the compiler may know them.
template <int fixed, class T>
void few_windows_of(const Plan& plan, const T* input, T* output, std::uint8_t* slots) {
    const Geometry& g = plan.geometry;
    const std::int64_t kernel_rows = fixed > 0 ? fixed : g.kernel.rows, kernel_cols = fixed > 0 ? fixed : g.kernel.cols;
    for (std::int64_t image = 0; image < plan.images; ++image, input += plan.input_image()) {
        const T* row = input;
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
    with_slots(slots, plan.slot_bytes, [&](auto* typed) { any_windows(plan, input, output, typed, range); });
}

template <class T>
void few_forward(const Plan& plan, const T* input, T* output, std::uint8_t* slots, Range) {
    const Pair kernel = plan.geometry.kernel;
    (kernel == Pair{2, 2} ? few_windows_of<2, T> : kernel == Pair{3, 3} ? few_windows_of<3, T> : few_windows_of<0, T>)(
        plan, input, output, slots);
}

template <class T>
void few_backward(const Plan& plan, const T* grad_output, const std::uint8_t* slots, T* grad_input, Range) {
    const Geometry& g = plan.geometry;
    std::int64_t offsets[few_slots], *offset = offsets;
    for (std::int64_t r = 0; r < g.kernel.rows; ++r)
        for (std::int64_t c = 0; c < g.kernel.cols; ++c) *offset++ = r * plan.input.cols + c;
    std::fill_n(grad_input, plan.images * plan.input_image(), T(0));
    for (std::int64_t image = 0; image < plan.images; ++image, grad_input += plan.input_image()) {
        T* row = grad_input;
        for (std::int64_t oh = 0; oh < plan.output.rows; ++oh, row += g.stride.rows * plan.input.cols)
            for (std::int64_t ow = 0; ow < plan.output.cols; ++ow)
                row[ow * g.stride.cols + offsets[*slots++]] += *grad_output++;
    }
}

template <class T>
void scatter_backward(const Plan& plan, const T* grad_output, const std::uint8_t* slots, T* grad_input, Range range) {
    const std::vector<std::int64_t> offsets = slot_offsets(plan);
    const Group group(plan, offsets);
    const std::int64_t gradient_image = plan.gradient.rows * plan.gradient.cols * plan.unit;
    with_slots(slots, plan.slot_bytes, [&](const auto* typed) {
        using Slot = std::remove_cvref_t<decltype(*typed)>;
        const bool all_pay = plan.every_window_has_a_cell();
        const auto scatter =
            !group.cells.empty() ? (all_pay ? scatter_image<Way::Cells, true, T, Slot> : scatter_image<Way::Cells, false, T, Slot>)
            : group.run == 1     ? (all_pay ? scatter_image<Way::Single, true, T, Slot> : scatter_image<Way::Single, false, T, Slot>)
                                 : (all_pay ? scatter_image<Way::Runs, true, T, Slot> : scatter_image<Way::Runs, false, T, Slot>);
        for (std::int64_t image = range.begin; image < range.end; ++image)
            scatter(plan, group, offsets, grad_output + image * gradient_image, typed + image * plan.output_image(),
                    grad_input + image * plan.input_image());
    });
}

#define POOLWALK_INSTANTIATE(T)                                                            \
    template void any_forward(const Plan&, const T*, T*, std::uint8_t*, Range);            \
    template void few_forward(const Plan&, const T*, T*, std::uint8_t*, Range);            \
    template void few_backward(const Plan&, const T*, const std::uint8_t*, T*, Range);     \
    template void scatter_backward(const Plan&, const T*, const std::uint8_t*, T*, Range);
POOLWALK_INSTANTIATE(float)
POOLWALK_INSTANTIATE(double)
#undef POOLWALK_INSTANTIATE

}  // namespace poolwalk::kernels
