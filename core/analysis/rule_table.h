// The same X and dY under every tie rule and overlap rule at once: dX, where its sum went, and
// whether it is a gradient. What the rules are is rules.h's, what the verdicts mean subgradient.h's.
#pragma once

#include <vector>

#include "core/analysis/subgradient.h"
#include "core/base/progress.h"
#include "core/pool/ledger/ledger.h"

namespace poolwalk {

struct RuleTile {
    Rules rules;
    AnyTensor grad_input;  // [N, C, H, W]
    Budget budget;
    Judgement judgement;
    std::int64_t differs = 0;  // cells of dX, over all planes, that are not the reference's
};

// All tiles under the NaN rule of `view`, a row of overlap rules for each tie rule, in the tables'
// order: the tile of (tie, overlap) is at tile_index(). `differs` is counted against the tile of
// `reference`, whose NaN rule does not matter.
// Empty if `progress` said to stop.
std::vector<RuleTile> rule_table(const PoolView& view, const Rules& reference = {}, const Progress& progress = {});
std::size_t tile_index(const Rules& rules);

// Counts `differs` anew against another tile; the rest stays.
void compare_with(std::vector<RuleTile>& tiles, const Rules& reference);

// 1 where two arrays of one shape [N, C, H, W] differ as numbers, exactly: NaN equals NaN, 0 equals
// -0. The types may differ; then the exact values are compared.
Tensor<std::uint8_t> differing_cells(const AnyTensor& a, const AnyTensor& b);
std::int64_t count_differing(const AnyTensor& a, const AnyTensor& b);

}  // namespace poolwalk
