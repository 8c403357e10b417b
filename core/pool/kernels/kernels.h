// Max pooling at the speed of memory for the pair of rules that frameworks use: the first maximum
// wins (among NaNs the last), and gradient accumulates. Equal to max_pool bit for bit, which stays
// the truth; all other rules are max_pool's alone. The kernels behind this are listed in table.h.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/pool/geometry.h"
#include "core/pool/rules.h"
#include "core/pool/tensor.h"

namespace poolwalk::kernels {

// What is to be pooled. The geometry must be valid for the input (validate()).
struct Call {
    Shape input;
    Geometry geometry;
    std::optional<Shape> grad_output{};  // where dY has less windows than Y: those at the top left
    int threads = 1;                     // at most this many; small problems use one
};

// Do the kernels compute these rules?
bool computes(const Rules& rules);

// How the argmax of a window is kept: the place h * W + w of its cell, in 16 bits. In planes of more cells than those
// number it is counted from the first row that the window's row of windows may reach, or, where that is not enough
// either, kept in 32 bits. All bits set: a window without a cell.
struct PlaceFormat {
    int bytes = 2;
    bool by_row = false;  // counted from first_row(), not from the plane's first cell
};
constexpr bool place_fits_16_bits(std::int64_t cells) { return cells <= 0xffff; }
PlaceFormat place_format(const Shape& input, const Geometry& geometry);
// The first row that row `oh` of windows may reach.
constexpr std::int64_t first_row(const Geometry& g, std::int64_t oh) {
    return std::max<std::int64_t>(0, oh * g.stride.rows - g.pads.top);
}

// Writes Y [N, C, OH, OW] and the argmax of each window, in the order of Y. No tensor may overlap another; `argmax`
// must be aligned to the bytes of a place.
template <class T>
void forward(const Call& call, std::span<const T> input, std::span<T> output, std::span<std::byte> argmax);

// Writes dX [N, C, H, W] from dY and the argmax that forward() gave.
template <class T>
void backward(const Call& call, std::span<const T> grad_output, std::span<const std::byte> argmax,
              std::span<T> grad_input);

// The rows of a table in its order; the first that nothing makes unfit does the work.
struct Choice {
    std::string_view name, wins, unfit_reason;
};
std::vector<Choice> forward_choices(const Call& call);
std::vector<Choice> backward_choices(const Call& call);

// Instruction sets that this build and this machine both have, the best first.
std::vector<std::string_view> instruction_sets();
// From now on uses nothing better than the named one; false if the name is unknown here. The environment
// variable POOLWALK_CPU does this before the first call. Not to be called while another thread pools.
bool cap_instruction_set(std::string_view name);

}  // namespace poolwalk::kernels
