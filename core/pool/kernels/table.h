// The two ordered tables of kernels, forward and backward, and what a kernel is given. To a kernel a tensor is a row
// of images [rows, cols], its planes. kernels.h is the way in.
#pragma once

#include <span>
#include <string_view>

#include "core/pool/kernels/kernels.h"

namespace poolwalk::kernels {

// Windows of a problem up to which `few` is to be used, forward and backward, and slots of a window.
inline constexpr std::int64_t few_windows = 64, few_windows_back = 4096, few_slots = 64;
// Rows of windows that may hold one cell where `gather` is to be used.
inline constexpr std::int64_t longest_reach = 32;

// Cells that `doubling` lays out at once, if one row of windows needs no more.
inline constexpr std::int64_t strip_cells = 8192;

struct Plan {
    Geometry geometry;
    std::int64_t images = 0;
    Pair input;     // cells of an image
    Pair output;    // its windows
    Pair gradient;  // its windows that have a dY
    int slot_bytes = 1;
    bool streams = false;  // what is written exceeds the caches: store past them

    std::int64_t input_row() const { return input.cols; }
    std::int64_t output_row() const { return output.cols; }
    std::int64_t input_image() const { return input.rows * input_row(); }
    std::int64_t output_image() const { return output.rows * output_row(); }
    // Columns beyond the right edge that the last window reaches.
    std::int64_t reach_right() const;
    bool every_window_has_a_cell() const;
};

Plan plan_of(const Call& call);

// The windows of one axis that hold padded coordinate `at`, without dilation: first to last.
struct Reach {
    std::int64_t first, last;
};
inline Reach reach(std::int64_t at, std::int64_t kernel, std::int64_t stride, std::int64_t windows) {
    const std::int64_t last = at / stride < windows ? at / stride : windows - 1;
    return {at < kernel ? 0 : (at - kernel) / stride + 1, last};
}

// What one thread does: output rows, input rows or images, counted through all images.
struct Range {
    std::int64_t begin = 0, end = 0;
};
enum class Split : std::uint8_t { OutputRows, InputRows, Images };

template <class T>
using ForwardFunction = void(const Plan&, const T* input, T* output, std::uint8_t* slots, Range range);
template <class T>
using BackwardFunction = void(const Plan&, const T* grad_output, const std::uint8_t* slots, T* grad_input,
                              Range range);

// Bytes of a vector in the instruction set that is used now.
std::int64_t vector_bytes();

// `unfit_reason` is empty when the kernel fits.
template <class Function>
struct Kernel {
    std::string_view name, wins;
    Split split;
    std::string_view (*unfit_reason)(const Plan&, std::size_t cell_bytes);
    Function* run;
};
template <class T>
std::span<const Kernel<ForwardFunction<T>>> forward_kernels();
template <class T>
std::span<const Kernel<BackwardFunction<T>>> backward_kernels();

// The kernels; each has a file of its name, but `few` and `any`, which share any.cpp.
template <class T>
void few_forward(const Plan& plan, const T* input, T* output, std::uint8_t* slots, Range range);
template <class T>
void pairs_forward(const Plan& plan, const T* input, T* output, std::uint8_t* slots, Range range);
template <class T>
void rows_forward(const Plan& plan, const T* input, T* output, std::uint8_t* slots, Range range);
template <class T>
void strides_forward(const Plan& plan, const T* input, T* output, std::uint8_t* slots, Range range);
template <class T>
void doubling_forward(const Plan& plan, const T* input, T* output, std::uint8_t* slots, Range range);
template <class T>
void any_forward(const Plan& plan, const T* input, T* output, std::uint8_t* slots, Range range);
template <class T>
void few_backward(const Plan& plan, const T* grad_output, const std::uint8_t* slots, T* grad_input, Range range);
template <class T>
void pairs_backward(const Plan& plan, const T* grad_output, const std::uint8_t* slots, T* grad_input, Range range);
template <class T>
void gather_backward(const Plan& plan, const T* grad_output, const std::uint8_t* slots, T* grad_input, Range range);
template <class T>
void scatter_backward(const Plan& plan, const T* grad_output, const std::uint8_t* slots, T* grad_input, Range range);

}  // namespace poolwalk::kernels
