#include "core/analysis/transportation_problem.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace poolwalk {
namespace {

// Maximum flow by Dinic's algorithm (E. A. Dinic, 1970). Each augmentation takes the smallest
// capacity on its path to exactly 0, so it ends for any capacities.
class MaxFlow {
public:
    MaxFlow(std::size_t nodes, double dust, std::int64_t& patience)
        : dust_(dust), patience_(patience), first_(nodes, none) {}

    void add(std::int32_t from, std::int32_t to, double capacity, double back = 0) {
        push(from, to, capacity);
        push(to, from, back);
    }

    // Stops early when patience runs out.
    double run(std::int32_t source, std::int32_t sink) {
        double total = 0;
        while (patience_ > 0 && number_levels(source, sink)) {
            next_ = first_;
            path_.clear();
            for (double pushed = augment(source, sink); pushed != 0; pushed = augment(source, sink)) total += pushed;
        }
        return total;
    }

private:
    static constexpr std::int32_t none = -1;
    struct Edge {
        std::int32_t to = 0, next = none;
        double capacity = 0;
    };

    void push(std::int32_t from, std::int32_t to, double capacity) {
        edges_.push_back({to, first_[static_cast<std::size_t>(from)], capacity});
        first_[static_cast<std::size_t>(from)] = static_cast<std::int32_t>(edges_.size()) - 1;
    }
    Edge& edge(std::int32_t e) { return edges_[static_cast<std::size_t>(e)]; }
    std::int32_t& level(std::int32_t node) { return level_[static_cast<std::size_t>(node)]; }

    bool number_levels(std::int32_t source, std::int32_t sink) {
        level_.assign(first_.size(), none);
        queue_.assign(1, source);
        level(source) = 0;
        for (std::size_t i = 0; i < queue_.size() && level(sink) == none; ++i)
            for (std::int32_t e = first_[static_cast<std::size_t>(queue_[i])]; e != none;
                 e = edge(e).next, --patience_)
                if (edge(e).capacity > dust_ && level(edge(e).to) == none) {
                    level(edge(e).to) = level(queue_[i]) + 1;
                    queue_.push_back(edge(e).to);
                }
        return level(sink) != none;
    }

    // One path of rising levels, walked without recursion: tied groups make long ones.
    double augment(std::int32_t source, std::int32_t sink) {
        std::int32_t at = path_.empty() ? source : edge(path_.back()).to;
        while (at != sink) {
            std::int32_t& e = next_[static_cast<std::size_t>(at)];
            while (e != none && !(edge(e).capacity > dust_ && level(edge(e).to) == level(at) + 1)) {
                e = edge(e).next;
                --patience_;
            }
            if (--patience_ < 0) return 0;
            if (e != none) {
                path_.push_back(e);
                at = edge(e).to;
            } else if (at == source) {
                return 0;
            } else {
                at = edge(path_.back() ^ 1).to;  // a dead end: take the edge before it no more
                path_.pop_back();
                next_[static_cast<std::size_t>(at)] = edge(next_[static_cast<std::size_t>(at)]).next;
            }
        }
        return push_along_path();
    }

    // Leaves the path cut off before the first edge that is now full.
    double push_along_path() {
        double pushed = std::numeric_limits<double>::infinity();
        for (const std::int32_t e : path_) pushed = std::min(pushed, edge(e).capacity);
        std::size_t full = path_.size();
        patience_ -= static_cast<std::int64_t>(path_.size());
        for (std::size_t i = path_.size(); i-- > 0;) {
            edge(path_[i]).capacity -= pushed;
            edge(path_[i] ^ 1).capacity += pushed;
            if (!(edge(path_[i]).capacity > dust_)) full = i;
        }
        path_.resize(full);
        return pushed;
    }

    double dust_;              // less than this is nothing
    std::int64_t& patience_;   // edges that may yet be looked at
    std::vector<Edge> edges_;  // the edge back of e is e ^ 1
    std::vector<std::int32_t> first_, next_, level_, queue_, path_;
};

// Nodes: the cells, then the windows, then these.
struct Ends {
    std::int32_t source, sink, balance;
};

// What flows in from outside and must all arrive.
struct Totals {
    double in = 0, out = 0;
    void add(double amount) { (amount > 0 ? in : out) += std::abs(amount); }
};

// A window of positive amount gives to its cells; one of negative amount takes from them.
Totals add_windows(MaxFlow& flow, const TransportationProblem& problem, const Ends& ends) {
    Totals totals;
    const auto cells = static_cast<std::int32_t>(problem.demands.size());
    for (std::size_t i = 0; i < problem.supplies.size(); ++i) {
        const double amount = problem.supplies[i], size = std::abs(amount);
        const auto window = cells + static_cast<std::int32_t>(i);
        totals.add(amount);
        if (amount > 0) flow.add(ends.source, window, size);
        else flow.add(window, ends.sink, size);
        for (std::int64_t k = problem.starts[i]; k < problem.starts[i + 1]; ++k) {
            const std::int32_t cell = problem.cells[static_cast<std::size_t>(k)];
            if (amount > 0) flow.add(window, cell, size);
            else flow.add(cell, window, size);
        }
    }
    return totals;
}

// A cell passes on what it asks for, and trades its slack with the balance.
Totals add_cells(MaxFlow& flow, const TransportationProblem& problem, const Ends& ends) {
    Totals totals;
    for (std::size_t j = 0; j < problem.demands.size(); ++j) {
        const double demand = problem.demands[j], slack = problem.slacks[j];
        const auto cell = static_cast<std::int32_t>(j);
        totals.add(-demand);
        if (demand > 0) flow.add(cell, ends.sink, demand);
        if (demand < 0) flow.add(ends.source, cell, -demand);
        if (slack > 0) flow.add(cell, ends.balance, slack, slack);
    }
    return totals;
}

}  // namespace

std::optional<bool> is_feasible(const TransportationProblem& problem, std::int64_t& patience) {
    // Each edge is looked at many times; this also bounds the memory.
    if (static_cast<std::int64_t>(problem.cells.size()) > patience / 64) return {};
    const std::size_t nodes = problem.demands.size() + problem.supplies.size();
    const auto base = static_cast<std::int32_t>(nodes);
    const Ends ends{base, base + 1, base + 2};
    const bool exact = std::ranges::none_of(problem.slacks, [](double slack) { return slack > 0; });
    double largest = 0;
    for (const double amount : problem.supplies) largest = std::max(largest, std::abs(amount));
    MaxFlow flow(nodes + 3, exact ? 0 : largest * 1e-18, patience);

    const Totals windows = add_windows(flow, problem, ends), cells = add_cells(flow, problem, ends);
    const double in = windows.in + cells.in, out = windows.out + cells.out;
    if (exact && in != out) return false;
    if (in > out) flow.add(ends.balance, ends.sink, in - out);
    if (out > in) flow.add(ends.source, ends.balance, out - in);
    const double total = std::max(in, out);
    if (flow.run(ends.source, ends.sink) >= total - (exact ? 0 : 1e-14 * total)) return true;
    if (patience <= 0) return {};
    return false;
}

bool even_split_is_feasible(const TransportationProblem& problem) {
    std::vector<double> given(problem.demands.size());
    for (std::size_t i = 0; i < problem.supplies.size(); ++i) {
        const std::int64_t first = problem.starts[i], last = problem.starts[i + 1];
        for (std::int64_t k = first; k < last; ++k)
            given[static_cast<std::size_t>(problem.cells[static_cast<std::size_t>(k)])] +=
                problem.supplies[i] / static_cast<double>(last - first);
    }
    for (std::size_t j = 0; j < given.size(); ++j)
        if (!(std::abs(given[j] - problem.demands[j]) <= problem.slacks[j])) return false;
    return true;
}

}  // namespace poolwalk
