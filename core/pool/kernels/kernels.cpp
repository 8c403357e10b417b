#include "core/pool/kernels/kernels.h"

#include <hwy/targets.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <thread>

#include "core/base/check.h"
#include "core/pool/kernels/table.h"
#include "core/pool/window.h"

namespace poolwalk::kernels {
namespace {

// What is written beyond this many bytes would push the rest out of the caches.
constexpr std::int64_t caches = 2 * 1024 * 1024;
// Looks at cells below which a thread costs more than it brings; a kernel looks at about a row and a column of
// each window.
constexpr std::int64_t worth_a_thread = 1024 * 1024;

struct InstructionSet {
    std::string_view name;
    std::int64_t target;
};
constexpr InstructionSet known_sets[] = {
    {"avx512", HWY_AVX3}, {"avx2", HWY_AVX2}, {"sse4", HWY_SSE4}, {"plain", HWY_EMU128}};

std::int64_t allowed_targets(std::int64_t best) {
    std::int64_t targets = 0;
    for (const InstructionSet& set : known_sets)
        if (set.target >= best) targets |= set.target;  // Highway gives better targets lower bits
    return targets;
}

bool cap(std::string_view name) {
    for (const InstructionSet& set : known_sets) {
        if (set.name != name) continue;
        hwy::SetSupportedTargetsForTest(0);
        hwy::GetChosenTarget().Update(hwy::SupportedTargets() & allowed_targets(set.target));
        return true;
    }
    return false;
}

// Asked once, before any kernel runs.
bool capped_by_environment() {
    const char* name = std::getenv("POOLWALK_CPU");
    return name != nullptr && cap(name);
}

template <class Function>
const Kernel<Function>& first_that_fits(std::span<const Kernel<Function>> table, const Plan& plan,
                                        std::size_t cell_bytes) {
    for (const Kernel<Function>& kernel : table)
        if (kernel.refusal(plan, cell_bytes).empty()) return kernel;
    POOLWALK_CHECK(false);
}

template <class Function, class Run>
void split(const Kernel<Function>& kernel, const Plan& plan, int threads, Run&& run) {
    const std::int64_t units = plan.images * (kernel.split == Split::Images       ? 1
                                              : kernel.split == Split::OutputRows ? plan.output.rows
                                                                                  : plan.input.rows);
    if (threads == 1) return run(Range{0, units});
    const std::int64_t looks =
        plan.input_image() + plan.output_image() * (plan.geometry.kernel.rows + plan.geometry.kernel.cols);
    const std::int64_t worth = plan.images * looks / worth_a_thread;
    const std::int64_t count =
        std::max<std::int64_t>(1, std::min({static_cast<std::int64_t>(threads), units, worth}));
    std::vector<std::jthread> others;
    for (std::int64_t i = 1; i < count; ++i)
        others.emplace_back(run, Range{units * i / count, units * (i + 1) / count});
    run(Range{0, units / count});
}

template <class Table>
std::vector<Choice> choices(Table table, const Call& call, DType dtype) {
    const Plan plan = plan_of(call);
    std::vector<Choice> result;
    for (const auto& kernel : table)
        result.push_back({kernel.name, kernel.wins, kernel.refusal(plan, dtype == DType::Float32 ? 4 : 8)});
    return result;
}

std::int64_t slot_at(std::span<const std::byte> slots, int bytes, std::int64_t at) {
    const std::byte* place = slots.data() + at * bytes;
    std::int64_t slot = 0;
    for (int i = 0; i < bytes; ++i) slot |= std::to_integer<std::int64_t>(place[i]) << (8 * i);
    return slot;
}

}  // namespace

bool computes(const Rules& rules) { return rules == Rules{}; }

int slot_bytes(const Geometry& geometry) {
    const std::int64_t slots = geometry.kernel.rows * geometry.kernel.cols;
    return slots <= 0xff ? 1 : slots <= 0xffff ? 2 : 4;
}

template <class T>
void forward(const Call& call, std::span<const T> input, std::span<T> output, std::span<std::byte> slots) {
    [[maybe_unused]] static const bool once = capped_by_environment();
    Plan plan = plan_of(call);
    const std::int64_t windows = plan.images * plan.output_image();
    POOLWALK_CHECK(std::ssize(input) == call.input.cells() && std::ssize(output) == windows &&
                   std::ssize(slots) == windows * plan.slot_bytes);
    plan.streams = windows * static_cast<std::int64_t>(sizeof(T)) > caches;
    const auto& kernel = first_that_fits(forward_kernels<T>(), plan, sizeof(T));
    auto* bytes = reinterpret_cast<std::uint8_t*>(slots.data());
    split(kernel, plan, call.threads,
          [&](Range range) { kernel.run(plan, input.data(), output.data(), bytes, range); });
}

template <class T>
void backward(const Call& call, std::span<const T> grad_output, std::span<const std::byte> slots,
              std::span<T> grad_input) {
    [[maybe_unused]] static const bool once = capped_by_environment();
    Plan plan = plan_of(call);
    POOLWALK_CHECK(std::ssize(grad_input) == call.input.cells() &&
                   std::ssize(grad_output) == plan.images * plan.gradient.rows * plan.gradient.cols * plan.unit &&
                   std::ssize(slots) == plan.images * plan.output_image() * plan.slot_bytes);
    plan.streams = call.input.cells() * static_cast<std::int64_t>(sizeof(T)) > caches;
    const auto& kernel = first_that_fits(backward_kernels<T>(), plan, sizeof(T));
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(slots.data());
    split(kernel, plan, call.threads,
          [&](Range range) { kernel.run(plan, grad_output.data(), bytes, grad_input.data(), range); });
}

template <class T>
Pooled<T> forward(const Tensor<T>& input, const Geometry& geometry, int threads) {
    Pooled<T> result{Tensor<T>(output_shape(input.shape(), geometry), T{}, input.layout()), {}};
    result.slots.resize(result.output.data().size() * static_cast<std::size_t>(slot_bytes(geometry)));
    forward<T>({.input = input.shape(),
                .geometry = geometry,
                .layout = input.layout(),
                .grad_output = {},
                .threads = threads},
               input.data(), result.output.data(), result.slots);
    return result;
}

template <class T>
Tensor<T> backward(const Tensor<T>& grad_output, std::span<const std::byte> slots, const Shape& input,
                   const Geometry& geometry, int threads) {
    Tensor<T> grad_input(input, T{}, grad_output.layout());
    backward<T>({.input = input,
                 .geometry = geometry,
                 .layout = grad_output.layout(),
                 .grad_output = grad_output.shape(),
                 .threads = threads},
                grad_output.data(), slots, grad_input.data());
    return grad_input;
}

std::int32_t argmax_at(const Call& call, std::span<const std::byte> slots, std::int64_t plane, std::int64_t oh,
                       std::int64_t ow) {
    const Shape output = output_shape(call.input, call.geometry);
    const int bytes = slot_bytes(call.geometry);
    const std::int64_t n = plane / output.c, c = plane % output.c;
    const std::int64_t at = call.layout == Layout::NCHW ? (plane * output.h + oh) * output.w + ow
                                                        : ((n * output.h + oh) * output.w + ow) * output.c + c;
    const std::int64_t slot = slot_at(slots, bytes, at), cols = call.geometry.kernel.cols;
    if (slot >= call.geometry.kernel.rows * cols) return -1;
    const Place place = slot_place(call.geometry, {oh, ow}, slot / cols, slot % cols);
    return static_cast<std::int32_t>(place.h * call.input.w + place.w);
}

Tensor<std::int32_t> argmax_of(const Call& call, std::span<const std::byte> slots) {
    Tensor<std::int32_t> result(output_shape(call.input, call.geometry), 0, call.layout);
    const Shape& shape = result.shape();
    for (std::int64_t p = 0; p < shape.planes(); ++p)
        for (std::int64_t oh = 0; oh < shape.h; ++oh)
            for (std::int64_t ow = 0; ow < shape.w; ++ow) result(p, oh, ow) = argmax_at(call, slots, p, oh, ow);
    return result;
}

std::vector<Choice> forward_choices(const Call& call, DType dtype) {
    return dtype == DType::Float32 ? choices(forward_kernels<float>(), call, dtype)
                                   : choices(forward_kernels<double>(), call, dtype);
}

std::vector<Choice> backward_choices(const Call& call, DType dtype) {
    return dtype == DType::Float32 ? choices(backward_kernels<float>(), call, dtype)
                                   : choices(backward_kernels<double>(), call, dtype);
}

std::vector<std::string_view> instruction_sets() {
    std::vector<std::string_view> names;
    for (const InstructionSet& set : known_sets)
        if ((hwy::SupportedTargets() & set.target & HWY_TARGETS) != 0 || set.target == HWY_EMU128)
            names.push_back(set.name);
    return names;
}

bool cap_instruction_set(std::string_view name) { return cap(name); }

#define POOLWALK_INSTANTIATE(T)                                                                        \
    template void forward(const Call&, std::span<const T>, std::span<T>, std::span<std::byte>);        \
    template void backward(const Call&, std::span<const T>, std::span<const std::byte>, std::span<T>); \
    template Pooled<T> forward(const Tensor<T>&, const Geometry&, int);                                \
    template Tensor<T> backward(const Tensor<T>&, std::span<const std::byte>, const Shape&, const Geometry&, int);
POOLWALK_INSTANTIATE(float)
POOLWALK_INSTANTIATE(double)
#undef POOLWALK_INSTANTIATE

}  // namespace poolwalk::kernels
