// Backward, each window adds its dY to the cell whose place it kept, in their order: nothing to compare, no tables.
// Cells become 0 shortly before, so that they are still near when a window adds to them.
#include "core/pool/kernels/table.h"

namespace poolwalk::kernels {
namespace {

// Cells of a large plane that become 0 at once.
constexpr std::int64_t zeroed_at_once = 4096;

// `apart`: no two windows hold one cell, so nothing needs to be read. A sum begins at +0: -0 becomes +0.
template <bool apart, class T, class Index>
void add(const T* gradients, const Index* places, std::int64_t count, T* cells) {
    for (std::int64_t i = 0; i < count; ++i)
        if constexpr (apart) cells[places[i]] = gradients[i] + T(0);
        else cells[places[i]] += gradients[i];
}

// Windows of two planes by turns: where a cell is often added to, one sum waits for another less.
template <class T, class Index>
void add_in_turns(const T* gradients, const Index* places, std::int64_t windows, T* cells, T* next_cells) {
    for (std::int64_t i = 0; i < windows; ++i) {
        cells[places[i]] += gradients[i];
        next_cells[places[windows + i]] += gradients[windows + i];
    }
}

template <bool apart, class T, class Index>
void large_plane(const Plan& plan, const T* gradients, const Index* places, T* cells) {
    const Geometry& g = plan.geometry;
    const std::int64_t span = (g.kernel.rows - 1) * g.dilation.rows + 1, cols = plan.input.cols;
    std::int64_t zeroed = 0;  // rows
    const auto zero_to = [&](std::int64_t row) {
        std::fill_n(cells + zeroed * cols, (row - zeroed) * cols, T(0));
        zeroed = row;
    };
    for (std::int64_t oh = 0; oh < plan.output.rows; ++oh) {
        const std::int64_t reached = oh * g.stride.rows - g.pads.top + span;
        if (reached > zeroed) zero_to(std::min(plan.input.rows, std::max(reached, zeroed + zeroed_at_once / cols)));
        add<apart>(gradients + oh * plan.output.cols, places + oh * plan.output.cols, plan.output.cols,
                   cells + plan.base(oh));
    }
    zero_to(plan.input.rows);
}

template <bool apart, class T, class Index>
void planes(const Plan& plan, const T* gradients, const Index* places, T* cells, std::int64_t count) {
    const Pair kernel = plan.geometry.kernel, stride = plan.geometry.stride;
    const bool by_turns = kernel.rows * kernel.cols >= 36 * stride.rows * stride.cols;
    const std::int64_t plane = plan.cells(), windows = plan.windows();
    for (std::int64_t at = 0; at < count;) {
        const std::int64_t taken = by_turns && at + 1 < count ? 2 : 1;
        std::fill_n(cells, taken * plane, T(0));
        if (taken == 2) add_in_turns(gradients, places, windows, cells, cells + plane);
        else add<apart>(gradients, places, windows, cells);
        gradients += taken * windows, places += taken * windows, cells += taken * plane, at += taken;
    }
}

template <bool apart, class T>
void places_back(const Plan& plan, const T* grad_output, const std::byte* argmax, T* grad_input, Range range) {
    with_index(plan, argmax, [&](const auto* places) {
        const std::int64_t cells = plan.cells(), windows = plan.windows();
        if (place_fits_16_bits(cells))
            return planes<apart>(plan, grad_output + range.begin * windows, places + range.begin * windows,
                                 grad_input + range.begin * cells, range.end - range.begin);
        for (std::int64_t at = range.begin; at < range.end; ++at)
            large_plane<apart>(plan, grad_output + at * windows, places + at * windows, grad_input + at * cells);
    });
}

}  // namespace

template <class T>
void places_backward(const Plan& plan, const T* grad_output, const std::byte* argmax, T* grad_input, Range range) {
    const Geometry& g = plan.geometry;
    const bool apart = g.stride.rows >= g.kernel.rows && g.stride.cols >= g.kernel.cols && g.dilation == Pair{1, 1};
    (apart ? places_back<true, T> : places_back<false, T>)(plan, grad_output, argmax, grad_input, range);
}

template void places_backward(const Plan&, const float*, const std::byte*, float*, Range);
template void places_backward(const Plan&, const double*, const std::byte*, double*, Range);

}  // namespace poolwalk::kernels
