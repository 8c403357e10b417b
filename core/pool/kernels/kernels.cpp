#include "core/pool/kernels/kernels.h"

#include <hwy/targets.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <thread>

#include "core/base/check.h"
#include "core/pool/kernels/table.h"

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
        if (kernel.unfit_reason(plan, cell_bytes).empty()) return kernel;
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
        result.push_back({kernel.name, kernel.wins, kernel.unfit_reason(plan, dtype == DType::Float32 ? 4 : 8)});
    return result;
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
                   std::ssize(grad_output) == plan.images * plan.gradient.rows * plan.gradient.cols &&
                   std::ssize(slots) == plan.images * plan.output_image() * plan.slot_bytes);
    plan.streams = call.input.cells() * static_cast<std::int64_t>(sizeof(T)) > caches;
    const auto& kernel = first_that_fits(backward_kernels<T>(), plan, sizeof(T));
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(slots.data());
    split(kernel, plan, call.threads,
          [&](Range range) { kernel.run(plan, grad_output.data(), bytes, grad_input.data(), range); });
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

#define POOLWALK_INSTANTIATE(T)                                                                 \
    template void forward(const Call&, std::span<const T>, std::span<T>, std::span<std::byte>); \
    template void backward(const Call&, std::span<const T>, std::span<const std::byte>, std::span<T>);
POOLWALK_INSTANTIATE(float)
POOLWALK_INSTANTIATE(double)
#undef POOLWALK_INSTANTIATE

}  // namespace poolwalk::kernels
