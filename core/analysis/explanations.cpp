#include "core/analysis/explanations.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

namespace poolwalk::diagnosis {
namespace {

// Equal for equal numbers: 0 and -0, and any two NaNs.
std::uint64_t fingerprint_of(const std::vector<double>& values) {
    std::uint64_t print = 14695981039346656037u;
    for (double value : values) {
        if (std::isnan(value)) value = std::numeric_limits<double>::quiet_NaN();
        value += 0.0;
        std::uint64_t bits = 0;
        std::memcpy(&bits, &value, sizeof bits);
        print = (print ^ bits) * 1099511628211u;
        print ^= print >> 29;
    }
    return print;
}

}  // namespace

std::size_t rank_of(const Rules& rules) {
    static const std::vector<Rules> order = rules_by_simplicity();
    return static_cast<std::size_t>(std::ranges::find(order, rules) - order.begin());
}

void keep(std::vector<Found>& found, const Candidate& candidate, const Fit& fit) {
    const std::uint64_t print = fit.exact ? 0 : fingerprint_of(candidate.values);
    const auto same = [&](const Found& other) {
        return other.explanation.mistake == candidate.mistake && other.explanation.exact == fit.exact &&
               other.fingerprint == print;
    };
    auto at = std::ranges::find_if(found, same);
    if (at == found.end()) {
        found.push_back({{candidate.mistake, {}, fit.exact, fit.largest_error}, print});
        at = found.end() - 1;
    }
    for (const Rules& rules : rules_by_simplicity())
        if (stands_for(candidate.run, candidate.overlap, rules)) at->explanation.rules.push_back(rules);
}

std::vector<Explanation> sorted(std::vector<Found> found) {
    if (std::ranges::any_of(found, [](const Found& f) { return f.explanation.exact; }))
        std::erase_if(found, [](const Found& f) { return !f.explanation.exact; });
    std::vector<Explanation> result;
    for (Found& one : found) {
        std::ranges::sort(one.explanation.rules, {}, rank_of);
        result.push_back(std::move(one.explanation));
    }
    std::ranges::stable_sort(result, [](const Explanation& a, const Explanation& b) {
        const std::size_t rank_a = rank_of(a.rules.front()), rank_b = rank_of(b.rules.front());
        return rank_a != rank_b ? rank_a < rank_b : a.mistake < b.mistake;  // one table: its order
    });
    return result;
}

}  // namespace poolwalk::diagnosis
