// Who is measured in kernel_bench: each contender is a problem bound to one implementation, with all
// memory allocated beforehand. Measuring and printing is kernel_bench.cpp's work.
#pragma once

#include <functional>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "core/pool/geometry.h"
#include "core/pool/tensor.h"

namespace poolwalk::bench {

struct Problem {
    Shape input;
    Geometry geometry;
    int threads = 1;
};

struct Contender {
    std::string name;
    std::function<void()> forward;   // with argmax
    std::function<void()> backward;  // from the argmax of the last forward()
};

inline std::vector<float> random_values(std::int64_t count, unsigned seed) {
    std::mt19937 random(seed);
    std::normal_distribution<float> normal;
    std::vector<float> values(static_cast<std::size_t>(count));
    for (float& value : values) value = normal(random);
    return values;
}

Contender ours(const Problem& problem);
// X is read, Y and a byte for each window written; dY and that byte read, dX written. The better of stores
// that go through the caches and stores that go past them.
Contender stream(const Problem& problem, bool past_caches);
// What a page of C++ does: a loop over windows that keeps the plane index, and a scatter.
Contender plain(const Problem& problem);
// The readable engine: core/pool/max_pool.
Contender engine(const Problem& problem);
// Nothing when the library was not found at configuration time.
std::optional<Contender> torch_out(const Problem& problem);
std::optional<Contender> onednn(const Problem& problem, bool own_layout);

}  // namespace poolwalk::bench
