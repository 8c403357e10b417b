#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "tests/bench/kernels/stream.cpp"
#include <hwy/foreach_target.h>
//
#include <hwy/aligned_allocator.h>
#include <hwy/cache_control.h>
#include <hwy/highway.h>

#include <cstring>
#include <memory>
#include <thread>

#include "tests/bench/kernels/contenders.h"

HWY_BEFORE_NAMESPACE();
namespace poolwalk::bench::HWY_NAMESPACE {
namespace {
namespace hn = hwy::HWY_NAMESPACE;

float read(const std::uint8_t* from, std::size_t bytes) {
    const hn::ScalableTag<float> d;
    const std::size_t lanes = hn::Lanes(d), count = bytes / sizeof(float);
    const float* cells = reinterpret_cast<const float*>(from);
    auto a = hn::Zero(d), b = hn::Zero(d);
    std::size_t i = 0;
    for (; i + 4 * lanes <= count; i += 4 * lanes) {
        hwy::Prefetch(cells + i + 1024);
        a = hn::Max(hn::LoadU(d, cells + i), hn::Max(hn::LoadU(d, cells + i + lanes), a));
        b = hn::Max(hn::LoadU(d, cells + i + 2 * lanes), hn::Max(hn::LoadU(d, cells + i + 3 * lanes), b));
    }
    return hn::GetLane(hn::Max(a, b));
}

void write(std::uint8_t* to, std::size_t bytes, float value, bool past_caches) {
    const hn::ScalableTag<float> d;
    const std::size_t lanes = hn::Lanes(d), count = bytes / sizeof(float);
    float* cells = reinterpret_cast<float*>(to);
    const auto filling = hn::Set(d, value);
    if (past_caches)
        for (std::size_t i = 0; i + lanes <= count; i += lanes) hn::Stream(filling, d, cells + i);
    else
        for (std::size_t i = 0; i + lanes <= count; i += lanes) hn::StoreU(filling, d, cells + i);
}

}  // namespace

// Reads `in` bytes and writes `out` of them, a page of the larger at a time. Both begin at a cache line.
void flow(const std::uint8_t* from, std::size_t in, std::uint8_t* to, std::size_t out, bool past_caches) {
    const std::size_t pages = std::max<std::size_t>(1, std::max(in, out) / 4096);
    for (std::size_t page = 0; page < pages; ++page) {
        const auto at = [&](std::size_t bytes, std::size_t i) { return bytes / 64 * i / pages * 64; };
        const float value = read(from + at(in, page), at(in, page + 1) - at(in, page));
        write(to + at(out, page), at(out, page + 1) - at(out, page), value, past_caches);
    }
    hwy::FlushStream();
}

}  // namespace poolwalk::bench::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace poolwalk::bench {
HWY_EXPORT(flow);

Contender stream(const Problem& problem, bool past_caches) {
    const std::size_t cells = static_cast<std::size_t>(problem.input.cells());
    const std::size_t windows = static_cast<std::size_t>(output_shape(problem.input, problem.geometry).cells());
    const std::size_t slots = problem.geometry.kernel.rows * problem.geometry.kernel.cols <= 255 ? 1 : 2;
    const std::size_t outer = cells * 4, inner = windows * (4 + slots);
    const auto bytes = [](std::size_t count) {
        const auto memory = std::make_shared<hwy::AlignedFreeUniquePtr<std::uint8_t[]>>(
            hwy::AllocateAligned<std::uint8_t>(count + 64));
        std::memset(memory->get(), 1, count);
        return memory;
    };
    const auto large = bytes(outer), small = bytes(inner);
    const auto both = [=](bool forward) {
        const std::size_t in = forward ? outer : inner, out = forward ? inner : outer;
        const auto part = [&](std::size_t i) {
            const std::size_t of = static_cast<std::size_t>(problem.threads);
            const auto at = [&](std::size_t whole, std::size_t k) { return whole / 64 * k / of * 64; };
            HWY_DYNAMIC_DISPATCH(flow)
            ((forward ? large : small)->get() + at(in, i), at(in, i + 1) - at(in, i),
             (forward ? small : large)->get() + at(out, i), at(out, i + 1) - at(out, i), past_caches);
        };
        std::vector<std::jthread> others;
        for (int i = 1; i < problem.threads; ++i) others.emplace_back(part, static_cast<std::size_t>(i));
        part(0);
    };
    return {past_caches ? "stream past the caches" : "stream", [=] { both(true); }, [=] { both(false); }};
}

}  // namespace poolwalk::bench
#endif
