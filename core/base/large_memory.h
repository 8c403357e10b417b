// Memory of large arrays: asked for in large pages where the system has them, as the first touch of each small
// page costs as much as filling it.
#pragma once

#include <cstddef>
#include <memory>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace poolwalk {

// Advice about memory that is not touched yet; what it holds is not changed.
inline void advise_large_pages([[maybe_unused]] void* memory, [[maybe_unused]] std::size_t bytes) {
#if defined(__linux__) && defined(MADV_HUGEPAGE)
    constexpr std::size_t page = std::size_t{2} << 20, small_page = 4096;
    if (bytes < 2 * page) return;
    if (std::align(small_page, page, memory, bytes) == nullptr) return;
    // Where it is not granted, everything is as it would be without.
    static_cast<void>(::madvise(memory, bytes / small_page * small_page, MADV_HUGEPAGE));
#endif
}

// container.reserve(count), with that advice.
template <class Container>
void reserve_large(Container& container, std::size_t count) {
    const std::size_t before = container.capacity();
    container.reserve(count);
    if (container.capacity() != before)
        advise_large_pages(container.data(), container.capacity() * sizeof(*container.data()));
}

}  // namespace poolwalk
