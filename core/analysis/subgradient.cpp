#include "core/analysis/subgradient.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "core/analysis/tie_groups.h"
#include "core/analysis/transportation_problem.h"
#include "core/base/number_text.h"

namespace poolwalk {
namespace {

struct VerdictRow {
    Verdict verdict;
    std::string_view label, sentence;
};

constexpr std::array<VerdictRow, 6> verdicts{{
    {Verdict::Gradient, "gradient", "The gradient of sum(dY * Y): no window with a dY other than 0 is tied."},
    {Verdict::Subgradient, "subgradient",
     "A subgradient of sum(dY * Y): weights over each window's maxima, summing to one, give it."},
    {Verdict::ClarkeGradient, "Clarke gradient",
     "A Clarke gradient of sum(dY * Y): weights over each window's maxima, summing to one, give it, and tied windows "
     "that share cells have dY of one sign."},
    {Verdict::WeightsExist, "weights exist",
     "Weights over each window's maxima, summing to one, exist. Tied windows that share cells have dY of both signs, "
     "so "
     "that is necessary for a Clarke gradient, not sufficient; accumulated, first, last, column by column and split "
     "evenly are Clarke gradients always."},
    {Verdict::NotAGradient, "not a gradient",
     "Not a gradient of sum(dY * Y): no weights over the windows' maxima, summing to one, give it."},
    {Verdict::NotSaid, "not said", "Whether this is a gradient is not said."},
}};

const VerdictRow& row_of(Verdict verdict) { return verdicts.at(static_cast<std::size_t>(verdict)); }

std::string text(double value) { return plain_text(value == 0 ? 0 : value); }

std::string text(const char* name, Place cell) {
    return std::string(name) + "(" + std::to_string(cell.h) + "," + std::to_string(cell.w) + ")";
}

// "X(0,1), X(0,2), X(1,1) and 4 more cells"
std::string text(const std::vector<Place>& cells) {
    constexpr std::size_t named = 4;
    std::string all;
    for (std::size_t i = 0; i < std::min(cells.size(), named); ++i) all += (i > 0 ? ", " : "") + text("X", cells[i]);
    if (cells.size() > named) all += " and " + std::to_string(cells.size() - named) + " more cells";
    return all;
}

Judgement judgement_of(Verdict verdict) {
    Judgement judgement;
    judgement.verdict = verdict;
    judgement.sentence = row_of(verdict).sentence;
    return judgement;
}

Judgement offence(Verdict verdict, std::string reason, std::int64_t plane, std::vector<Place> cells) {
    Judgement judgement = judgement_of(verdict);
    judgement.reason = std::move(reason);
    judgement.plane = plane;
    judgement.cells = std::move(cells);
    return judgement;
}

// Whole numbers up to here are added exactly.
double exact_limit(DType dtype) { return dtype == DType::Float32 ? 0x1p24 : 0x1p53; }

// What adding the amounts of `windows` windows may round away, as a part of the sum of their sizes.
double tolerance_of(DType dtype, std::int64_t windows) {
    const bool single = dtype == DType::Float32;
    return std::max(single ? 1e-6 : 1e-12, static_cast<double>(windows + 2) * (single ? 0x1p-24 : 0x1p-53));
}

// One dX against the facts of X and dY.
template <class T>
class Trial {
public:
    Trial(const TieGroups& facts, const Tensor<T>& grad_input, std::int64_t patience)
        : facts_(facts),
          grad_input_(grad_input),
          dtype_(std::is_same_v<T, float> ? DType::Float32 : facts.dtype),
          tolerance_(tolerance_of(dtype_, facts.windows_of_a_cell)),
          patience_(patience) {}

    Judgement run() {
        if (auto judgement = single_cells()) return *judgement;
        std::optional<Judgement> unsolved;
        for (std::size_t g = 0; g < facts_.group_count(); ++g)
            if (auto judgement = group(g)) {
                if (judgement->verdict == Verdict::NotAGradient) return *judgement;
                if (!unsolved) unsolved = std::move(judgement);
            }
        if (unsolved) return *unsolved;
        if (facts_.group_count() == 0) return judgement_of(Verdict::Gradient);
        if (!facts_.has_negative) return judgement_of(Verdict::Subgradient);
        return judgement_of(facts_.has_mixed_group ? Verdict::WeightsExist : Verdict::ClarkeGradient);
    }

private:
    std::size_t offset(std::int64_t plane, Place cell) const {
        return static_cast<std::size_t>((plane * facts_.input.h + cell.h) * facts_.input.w + cell.w);
    }
    Place place(std::int32_t cell) const { return {cell / facts_.input.w, cell % facts_.input.w}; }
    double held(std::int64_t plane, Place cell) const {
        return static_cast<double>(grad_input_(plane, cell.h, cell.w));
    }

    bool exact(std::size_t at, double held) const {
        return facts_.whole && std::trunc(held) == held && facts_.scale[at] <= exact_limit(dtype_);
    }

    // Cells that no tied window has: nothing is left to choose. Tied ones are marked and left to group().
    std::optional<Judgement> single_cells() {
        std::vector<bool> tied(facts_.fixed.size());
        for (std::size_t g = 0; g < facts_.group_count(); ++g)
            for (const std::int32_t cell : cells_of(g)) tied[offset(facts_.planes[g], place(cell))] = true;
        std::size_t at = 0;
        for (std::int64_t p = 0; p < facts_.input.planes(); ++p)
            for (std::int64_t h = 0; h < facts_.input.h; ++h)
                for (std::int64_t w = 0; w < facts_.input.w; ++w, ++at) {
                    const double dx = held(p, {h, w}), off = std::abs(dx - facts_.fixed[at]);
                    const bool fits = tied[at] || off <= (exact(at, dx) ? 0 : tolerance_ * facts_.scale[at]);
                    if (!std::isfinite(dx) || !fits) return single_offence(p, {h, w}, at);
                }
        return {};
    }

    Judgement single_offence(std::int64_t plane, Place cell, std::size_t at) const {
        const double dx = held(plane, cell);
        const std::string is = text("dX", cell) + " is " + text(dx);
        std::string reason;
        if (!std::isfinite(dx)) reason = is + ".";
        else if (facts_.scale[at] == 0)
            reason = text("X", cell) + " is the maximum of no window with a dY other than 0, yet " + is + ".";
        else
            reason = "Windows that have " + text("X", cell) + " as their only maximum give it " +
                     text(facts_.fixed[at]) + ", but " + is + ".";
        return offence(Verdict::NotAGradient, reason, plane, {cell});
    }

    std::span<const std::int32_t> cells_of(std::size_t group) const {
        const auto start = [&](std::int64_t window) { return facts_.starts[static_cast<std::size_t>(window)]; };
        const std::int64_t first = start(facts_.groups[group]), last = start(facts_.groups[group + 1]);
        return std::span(facts_.cells)
            .subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(last - first));
    }

    // What the tied windows of a group have to give, beside what is certain.
    TransportationProblem problem_of(std::size_t group, std::vector<std::int32_t>& cells) const {
        const auto all = cells_of(group);
        cells.assign(all.begin(), all.end());
        std::ranges::sort(cells);
        cells.erase(std::unique(cells.begin(), cells.end()), cells.end());
        TransportationProblem problem;
        const std::int64_t first = facts_.groups[group], last = facts_.groups[group + 1];
        const std::int64_t base = facts_.starts[static_cast<std::size_t>(first)];
        problem.supplies.assign(facts_.amounts.begin() + first, facts_.amounts.begin() + last);
        for (std::int64_t i = first; i < last; ++i)
            problem.starts.push_back(facts_.starts[static_cast<std::size_t>(i) + 1] - base);
        for (const std::int32_t cell : all)
            problem.cells.push_back(static_cast<std::int32_t>(std::ranges::lower_bound(cells, cell) - cells.begin()));
        add_demands(facts_.planes[group], cells, problem);
        return problem;
    }

    void add_demands(std::int64_t plane, const std::vector<std::int32_t>& cells,
                     TransportationProblem& problem) const {
        bool all_exact = true;
        for (const std::int32_t cell : cells) {
            const std::size_t at = offset(plane, place(cell));
            const double dx = held(plane, place(cell));
            all_exact = all_exact && exact(at, dx);
            problem.demands.push_back(dx - facts_.fixed[at]);
            problem.slacks.push_back(tolerance_ * facts_.scale[at]);
        }
        if (all_exact) std::ranges::fill(problem.slacks, 0);
    }

    std::optional<Judgement> group(std::size_t g) {
        std::vector<std::int32_t> cells;
        const TransportationProblem problem = problem_of(g, cells);
        double given = 0, asked = 0, slack = 0;
        for (const double amount : problem.supplies) given += amount;
        for (std::size_t j = 0; j < cells.size(); ++j) {
            asked += problem.demands[j];
            slack += problem.slacks[j];
        }
        if (std::abs(given - asked) > slack) return group_offence(g, cells, asked - given);
        const std::optional<bool> fits = weights_fit(problem);
        if (!fits)
            return offence(
                Verdict::NotSaid,
                std::to_string(problem.supplies.size()) + " tied windows hang together: too many to solve.",
                facts_.planes[g], places(cells));
        if (*fits) return {};
        return group_offence(g, cells, 0);
    }

    std::optional<bool> weights_fit(const TransportationProblem& problem) {
        if (problem.supplies.size() == 1) return one_window_fits(problem);
        if (even_split_is_feasible(problem)) return true;
        return is_feasible(problem, patience_);
    }

    // The sums fit already.
    static bool one_window_fits(const TransportationProblem& problem) {
        const double sign = problem.supplies.front() < 0 ? -1 : 1;
        double least = 0;
        for (std::size_t j = 0; j < problem.demands.size(); ++j) {
            if (sign * problem.demands[j] < -problem.slacks[j]) return false;
            least += std::max(0.0, sign * problem.demands[j] - problem.slacks[j]);
        }
        return least <= sign * problem.supplies.front();
    }

    std::vector<Place> places(const std::vector<std::int32_t>& cells) const {
        std::vector<Place> result;
        for (const std::int32_t cell : cells) result.push_back(place(cell));
        return result;
    }

    Judgement group_offence(std::size_t g, const std::vector<std::int32_t>& cells, double excess) const {
        const std::int64_t plane = facts_.planes[g];
        double sum = 0;
        for (const std::int32_t cell : cells) sum += held(plane, place(cell));
        const std::string where = text(places(cells));
        const std::string reason = excess == 0
                                       ? "Windows tie over " + where + "; dX has the right sum there, " + text(sum) +
                                             ", but no weights place it so."
                                       : "Windows tie over " + where + "; with all others they give these cells " +
                                             text(sum - excess) + ", but dX holds " + text(sum) + " there.";
        return offence(Verdict::NotAGradient, reason, plane, places(cells));
    }

    const TieGroups& facts_;
    const Tensor<T>& grad_input_;
    const DType dtype_;
    const double tolerance_;
    std::int64_t patience_;
};

}  // namespace

std::string_view label_of(Verdict verdict) { return row_of(verdict).label; }

bool weights_exist(Verdict verdict) { return verdict != Verdict::NotAGradient && verdict != Verdict::NotSaid; }

struct Judge::Facts {
    TieGroups groups;
    std::int64_t patience = 0;
};

Judge::Judge(const PoolView& view, std::int64_t patience)
    : facts_(std::make_unique<const Facts>(Facts{tie_groups_of(view), patience})) {}
Judge::~Judge() = default;
Judge::Judge(Judge&&) noexcept = default;
Judge& Judge::operator=(Judge&&) noexcept = default;

Judgement Judge::of(const AnyTensor& grad_input) const {
    const TieGroups& groups = facts_->groups;
    POOLWALK_CHECK(shape_of(grad_input) == groups.input);
    if (groups.nan)
        return offence(Verdict::NotSaid, "Y is NaN where dY is not 0, so sum(dY * Y) is NaN and has no derivative.",
                       groups.nan->plane, groups.nan->cells);
    if (!groups.finite) return offence(Verdict::NotSaid, "dY, or a sum of it, is not a finite number.", 0, {});
    return std::visit([&](const auto& dx) { return Trial(groups, dx, facts_->patience).run(); }, grad_input);
}

Judgement judge(const PoolView& view, const AnyTensor& grad_input) { return Judge(view).of(grad_input); }

}  // namespace poolwalk
