// How long work says how far it is, and learns whether it is still wanted.
#pragma once

#include <functional>

#include "core/base/result.h"

namespace poolwalk {

// Called now and then with the part that is done, 0 to 1; false: stop, nothing will be kept. May be absent.
using Progress = std::function<bool(double part)>;

inline bool goes_on(const Progress& progress, double part) { return !progress || progress(part); }

// What a piece of the work is told that goes from `begin` to `end` of the whole.
inline Progress piece_of(const Progress& progress, double begin, double end) {
    if (!progress) return {};
    return [progress, begin, end](double part) { return progress(begin + (end - begin) * part); };
}

// What work returns that was told to stop.
inline Error stopped() { return {"stopped before it was done"}; }

}  // namespace poolwalk
