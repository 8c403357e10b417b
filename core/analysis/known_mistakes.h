// Mistakes that backward passes of max pooling are made with, one row each: what the result or the
// problem looks like when it is made. Which rules lie under a mistake is found out by diagnose.h,
// which tries every row with every rule; a new mistake is a row here and a problem in its test.
#pragma once

#include <span>
#include <string_view>

#include "core/pool/max_pool.h"

namespace poolwalk {

// What is pooled. After a change cell (0, 0) of X may lie at `origin` of `input`.
struct PoolTask {
    AnyTensor input, grad_output;  // of one type
    Geometry geometry;
    Place origin;
};

// What a mistaken result depends on.
struct Site {
    Shape input, output;
    Geometry geometry;
};

struct KnownMistake {
    std::string_view name;
    std::string_view clause;   // "the sign is turned around", after "PyTorch's gradient, but "
    bool rules_matter = true;  // false: the clause alone says it all, whatever the rules

    // A mistake in the result. Arrays are flat, N x C x H x W: cell `index` of the mistaken dX holds what
    // cell source() of the right one does (-1: it holds 0), divided by divisor().
    std::int64_t (*source)(const Site& site, std::int64_t index) = nullptr;
    double (*divisor)(const Site& site) = nullptr;
    // The other shape that such a dX may be declared with; the order of its values is the same.
    Shape (*shape)(const Shape& input) = nullptr;

    // A mistake in the problem. Returns false where it makes no difference.
    bool (*change)(PoolTask& task) = nullptr;
};

std::span<const KnownMistake> known_mistakes();

}  // namespace poolwalk
