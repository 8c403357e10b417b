// Large arrays of zeros, made in pieces: the first touch of new memory takes its time, and who waits wants to be
// told.
#pragma once

#include <algorithm>
#include <cstddef>

#include "core/base/large_memory.h"
#include "core/base/progress.h"

namespace poolwalk {

// `container` is empty before and holds `count` zeros after. False if `progress` said to stop.
template <class Container>
bool fill_large(Container& container, std::size_t count, const Progress& progress) {
    constexpr std::size_t piece = (std::size_t{4} << 20) / sizeof(typename Container::value_type);
    reserve_large(container, count);
    while (container.size() < count) {
        container.resize(std::min(count, container.size() + piece));
        if (!goes_on(progress, static_cast<double>(container.size()) / static_cast<double>(count))) return false;
    }
    return true;
}

}  // namespace poolwalk
