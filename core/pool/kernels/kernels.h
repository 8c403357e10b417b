// Max pooling at the speed of memory for the pair of rules that frameworks use: the first maximum
// wins (among NaNs the last), and gradient accumulates. Equal to max_pool bit for bit, which stays
// the truth; all other rules are max_pool's alone. The kernels behind this are listed in table.h.
#pragma once

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

// The argmax of a window is kept as the slot r * kernel.cols + c of its cell, in as few bytes as the
// kernel needs: 1 up to 255 slots, 2 up to 65535, else 4. All bits set: a window without a cell.
int slot_bytes(const Geometry& geometry);

// Writes Y [N, C, OH, OW] and the slot of each window, slot_bytes() each and in the order of Y.
// No tensor may overlap another; `slots` must be aligned to slot_bytes().
template <class T>
void forward(const Call& call, std::span<const T> input, std::span<T> output, std::span<std::byte> slots);

// Writes dX [N, C, H, W] from dY and the slots that forward() gave.
template <class T>
void backward(const Call& call, std::span<const T> grad_output, std::span<const std::byte> slots,
              std::span<T> grad_input);

// The rows of a table in its order; the first that nothing makes unfit does the work.
struct Choice {
    std::string_view name, wins, unfit_reason;
};
std::vector<Choice> forward_choices(const Call& call, DType dtype);
std::vector<Choice> backward_choices(const Call& call, DType dtype);

// Instruction sets that this build and this machine both have, the best first.
std::vector<std::string_view> instruction_sets();
// From now on uses nothing better than the named one; false if the name is unknown here. The environment
// variable POOLWALK_CPU does this before the first call. Not to be called while another thread pools.
bool cap_instruction_set(std::string_view name);

}  // namespace poolwalk::kernels
