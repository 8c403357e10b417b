#include "core/pool/kernels/kernels.h"

#include <hwy/targets.h>

#include <algorithm>
#include <cstdlib>

#include "core/base/check.h"
#include "core/base/threads.h"
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
const Kernel<Function>& first_that_fits(std::span<const Kernel<Function>> table, const Plan& plan) {
    for (const Kernel<Function>& kernel : table)
        if (kernel.unfit_reason(plan).empty()) return kernel;
    POOLWALK_CHECK(false);
}

template <class Function, class Run>
void split(const Kernel<Function>& kernel, const Plan& plan, int threads, Run&& run) {
    const std::int64_t units = plan.planes * (kernel.split == Split::Planes ? 1 : plan.output.rows);
    if (threads == 1) return run(Range{0, units});
    const std::int64_t looks =
        plan.cells() + plan.windows() * (plan.geometry.kernel.rows + plan.geometry.kernel.cols);
    const std::int64_t worth = plan.planes * looks / worth_a_thread;
    const std::int64_t count =
        std::max<std::int64_t>(1, std::min({static_cast<std::int64_t>(threads), units, worth}));
    std::vector<JoinedThread> others;
    for (std::int64_t i = 1; i < count; ++i)
        others.emplace_back(run, Range{units * i / count, units * (i + 1) / count});
    run(Range{0, units / count});
}

template <class Table>
std::vector<Choice> choices(Table table, const Call& call) {
    const Plan plan = plan_of(call);
    std::vector<Choice> result;
    for (const auto& kernel : table) result.push_back({kernel.name, kernel.wins, kernel.unfit_reason(plan)});
    return result;
}

// One plane of few windows: what takes some nanoseconds is done before anything is planned. No plane whose places fit
// 16 bits has the place that stands for no cell.
template <class T>
bool few_backward(const Call& call, std::span<const T> grad_output, std::span<const std::byte> argmax,
                  std::span<T> grad_input) {
    const std::int64_t cells = call.input.cells(), windows = std::ssize(grad_output);
    if (windows > few_windows || call.input.planes() != 1 || call.grad_output || !place_fits_16_bits(cells))
        return false;
    POOLWALK_CHECK(std::ssize(grad_input) == cells && std::ssize(argmax) == 2 * windows);
    const auto* places = reinterpret_cast<const std::uint16_t*>(argmax.data());
    T* to = grad_input.data();
    std::fill_n(to, cells, T(0));
    for (std::int64_t i = 0; i < windows; ++i)
        if (places[i] < cells) to[places[i]] += grad_output[static_cast<std::size_t>(i)];
    return true;
}

}  // namespace

bool computes(const Rules& rules) { return rules == Rules{}; }

PlaceFormat place_format(const Shape& input, const Geometry& g) {
    if (place_fits_16_bits(input.plane_cells())) return {2, false};
    const std::int64_t reached = std::min(g.dilation.rows * (g.kernel.rows - 1) + 1, input.h);
    return place_fits_16_bits(reached * input.w) ? PlaceFormat{2, true} : PlaceFormat{4, false};
}

template <class T>
void forward(const Call& call, std::span<const T> input, std::span<T> output, std::span<std::byte> argmax) {
    [[maybe_unused]] static const bool once = capped_by_environment();
    Plan plan = plan_of(call);
    const std::int64_t windows = plan.planes * plan.windows();
    POOLWALK_CHECK(std::ssize(input) == call.input.cells() && std::ssize(output) == windows &&
                   std::ssize(argmax) == windows * plan.places.bytes);
    plan.streams = windows * static_cast<std::int64_t>(sizeof(T)) > caches;
    const auto& kernel = first_that_fits(forward_kernels<T>(), plan);
    split(kernel, plan, call.threads,
          [&](Range range) { kernel.run(plan, input.data(), output.data(), argmax.data(), range); });
}

template <class T>
void backward(const Call& call, std::span<const T> grad_output, std::span<const std::byte> argmax,
              std::span<T> grad_input) {
    if (few_backward(call, grad_output, argmax, grad_input)) return;
    [[maybe_unused]] static const bool once = capped_by_environment();
    Plan plan = plan_of(call);
    POOLWALK_CHECK(std::ssize(grad_input) == call.input.cells() &&
                   std::ssize(grad_output) == plan.planes * plan.gradient.rows * plan.gradient.cols &&
                   std::ssize(argmax) == plan.planes * plan.windows() * plan.places.bytes);
    plan.streams = call.input.cells() * static_cast<std::int64_t>(sizeof(T)) > caches;
    const auto& kernel = first_that_fits(backward_kernels<T>(), plan);
    split(kernel, plan, call.threads,
          [&](Range range) { kernel.run(plan, grad_output.data(), argmax.data(), grad_input.data(), range); });
}

std::vector<Choice> forward_choices(const Call& call) { return choices(forward_kernels<float>(), call); }
std::vector<Choice> backward_choices(const Call& call) { return choices(backward_kernels<float>(), call); }

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
