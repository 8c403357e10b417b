// Mistakes that backward passes of max pooling are made with, one row each: what the result or the
// problem looks like when it is made. Which rules lie under a mistake is found out by diagnose.h,
// which tries every row with every rule; a new mistake is a row here and a problem in its test.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "core/pool/max_pool.h"

namespace poolwalk {

// What a mistaken result depends on.
struct Site {
    Shape input, output;
    Geometry geometry;
};

// Where the contribution of a window of plane `plane` lands that belongs into `cell` of that plane: an index in dX,
// flat, N x C x H x W; -1 nowhere.
using Landing = std::int64_t (*)(const Site& site, std::int64_t plane, Place window, Place cell);

// What is pooled. After a change cell (0, 0) of X may lie at `origin` of `input`; cells of X beyond it receive
// nothing.
struct PoolTask {
    AnyTensor input, grad_output;  // of one type
    Geometry geometry;
    Place origin{};
    Landing landing = nullptr;     // where it belongs
    std::optional<TieRule> tie{};  // in place of every tie rule
};

struct KnownMistake {
    std::string_view name;
    std::string_view clause;   // "the sign is turned around", after "PyTorch's gradient, but "
    bool rules_matter = true;  // false: the clause alone says it all, whatever the rules

    // A mistake in the result. Arrays are flat, N x C x H x W: cell `index` of the mistaken dX holds what
    // cell source() of the right one does (-1: it holds 0), divided by divisor().
    std::int64_t (*source)(const Site& site, std::int64_t index) = nullptr;
    double (*divisor)(const Site& site) = nullptr;
    double (*rounding)(double value) = nullptr;  // of the quotient
    // The other shape that such a dX may be declared with; the order of its values is the same.
    Shape (*shape)(const Shape& input) = nullptr;

    // A mistake in the problem. Returns false where it makes no difference.
    bool (*change)(PoolTask& task) = nullptr;
    // A mistake in the place that receives.
    Landing landing = nullptr;

    bool is_in_result() const { return change == nullptr && landing == nullptr; }
};

std::span<const KnownMistake> known_mistakes();

}  // namespace poolwalk
