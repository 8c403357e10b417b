// The transportation problem of operations research: can windows hand out their supplies so that each cell gets what
// it demands? It is behind the verdict on a dX (subgradient.h), and solved by maximum flow. Knows nothing of pooling.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace poolwalk {

// Window i holds supplies[i], of either sign and not 0, and hands it out over the cells
// cells[starts[i]] to cells[starts[i + 1] - 1], in parts of its own sign. Cell j is content with
// anything within slacks[j] of demands[j]. All numbers are finite.
struct TransportationProblem {
    std::vector<double> supplies;
    std::vector<std::int64_t> starts{0};  // supplies.size() + 1 of them
    std::vector<std::int32_t> cells;
    std::vector<double> demands, slacks;
};

// Are there such parts? With whole numbers whose sums stay below 2^53, and no slack, the result is
// exact; else up to 1e-14 of all that is handed out may be left over by rounding. Takes what it spends,
// in edges looked at, from `patience`; nothing when that runs out.
std::optional<bool> is_feasible(const TransportationProblem& problem, std::int64_t& patience);

// Does it fit that each window gives every cell of it the same? A quick look before a long one.
bool even_split_is_feasible(const TransportationProblem& problem);

}  // namespace poolwalk
