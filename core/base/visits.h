// How much work looks at, counted on request: the same on every machine, so that a test can hold it under a bound. In
// a normal run nobody asks, and a loop over a window costs one look at a pointer.
#pragma once

#include <cstdint>

namespace poolwalk {

namespace visits {
inline constinit thread_local std::int64_t* counter = nullptr;
}

// Cells, slots, windows or blocks that are about to be looked at, one after the other.
inline void count_visits(std::int64_t count) {
    if (visits::counter != nullptr) *visits::counter += count;
}

// Counts what its thread visits as long as it lives.
class VisitCount {
public:
    VisitCount() : before_(visits::counter) { visits::counter = &count_; }
    ~VisitCount() { visits::counter = before_; }
    VisitCount(const VisitCount&) = delete;
    VisitCount& operator=(const VisitCount&) = delete;

    std::int64_t so_far() const { return count_; }

private:
    std::int64_t count_ = 0;
    std::int64_t* before_;
};

}  // namespace poolwalk
