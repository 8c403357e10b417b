// The two ordered tables of kernels, forward and backward, and what a kernel is given. kernels.h is the way in.
#pragma once

#include <algorithm>
#include <span>
#include <string_view>

#include "core/pool/kernels/kernels.h"

namespace poolwalk::kernels {

// Windows of a problem up to which `few` is to be used, and slots of a window.
inline constexpr std::int64_t few_windows = 64, few_slots = 64;

struct Plan {
    Geometry geometry;
    std::int64_t planes = 0;
    Pair input;     // cells of a plane
    Pair output;    // its windows
    Pair gradient;  // its windows that have a dY
    PlaceFormat places;
    bool streams = false;  // what is written exceeds the caches: store past them

    std::int64_t cells() const { return input.rows * input.cols; }
    std::int64_t windows() const { return output.rows * output.cols; }
    // The place from which those of a row of windows are counted.
    std::int64_t base(std::int64_t oh) const { return places.by_row ? first_row(geometry, oh) * input.cols : 0; }
    bool every_window_has_a_cell() const;
};

Plan plan_of(const Call& call);

// What one thread does: rows of windows or planes, counted through all planes.
struct Range {
    std::int64_t begin = 0, end = 0;
};
enum class Split : std::uint8_t { OutputRows, Planes };

// `argmax` holds what plan.places says.
template <class T>
using ForwardFunction = void(const Plan&, const T* input, T* output, std::byte* argmax, Range range);
template <class T>
using BackwardFunction = void(const Plan&, const T* grad_output, const std::byte* argmax, T* grad_input, Range range);

// run(argmax) with what it points at of its true type, which `Byte`, const or not, stands for.
template <class Byte, class Run>
void with_index(const Plan& plan, Byte* argmax, Run&& run) {
    constexpr bool is_const = std::is_const_v<Byte>;
    using Narrow = std::conditional_t<is_const, const std::uint16_t, std::uint16_t>;
    using Wide = std::conditional_t<is_const, const std::uint32_t, std::uint32_t>;
    if (plan.places.bytes == 2) run(reinterpret_cast<Narrow*>(argmax));
    else run(reinterpret_cast<Wide*>(argmax));
}

// `unfit_reason` is empty when the kernel fits.
template <class Function>
struct Kernel {
    std::string_view name, wins;
    Split split;
    std::string_view (*unfit_reason)(const Plan&);
    Function* run;
};
template <class T>
std::span<const Kernel<ForwardFunction<T>>> forward_kernels();
template <class T>
std::span<const Kernel<BackwardFunction<T>>> backward_kernels();

// The kernels, each in a file of its name, but `few` and `any`, which share any.cpp.
template <class T>
void few_forward(const Plan& plan, const T* input, T* output, std::byte* argmax, Range range);
template <class T>
void rows_forward(const Plan& plan, const T* input, T* output, std::byte* argmax, Range range);
template <class T>
void any_forward(const Plan& plan, const T* input, T* output, std::byte* argmax, Range range);
template <class T>
void pairs_forward(const Plan& plan, const T* input, T* output, std::byte* argmax, Range range);
template <class T>
void pairs_backward(const Plan& plan, const T* grad_output, const std::byte* argmax, T* grad_input, Range range);
template <class T>
void places_backward(const Plan& plan, const T* grad_output, const std::byte* argmax, T* grad_input, Range range);
template <class T>
void any_backward(const Plan& plan, const T* grad_output, const std::byte* argmax, T* grad_input, Range range);

}  // namespace poolwalk::kernels
