#include "core/analysis/diagnose.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "core/analysis/explanations.h"
#include "core/analysis/first_difference.h"
#include "core/analysis/landing_mistakes.h"

namespace poolwalk {
namespace {

using namespace diagnosis;

struct Search {
    PoolTask task;
    Site site;
    Given given;
    bool is_shaped_as_x = true;
    Shape given_shape;
    std::int64_t comparisons_left = 0;  // for known mistakes
    Progress progress{};
    bool is_stopped = false;

    // Of three parts: the rules, PyTorch's under every mistake, all of them under every mistake.
    bool goes_on(int part, std::size_t done, std::size_t all) {
        const double now = (part + static_cast<double>(done) / static_cast<double>(all)) / 3;
        is_stopped = is_stopped || !poolwalk::goes_on(progress, now);
        return !is_stopped;
    }
};

// --- The rules as they are, and mistakes in the result ---

struct RulesTried {
    std::vector<Found> plain, mistaken;
    std::optional<NearestRules> nearest;
};

void keep_nearest(std::optional<NearestRules>& nearest, const Rules& rules, const Fit& fit) {
    const auto key = [](const NearestRules& n) {
        return std::tuple(n.differing_cells, n.largest_error, rank_of(n.rules));
    };
    const NearestRules now{.rules = rules, .differing_cells = fit.differing, .largest_error = fit.largest_error};
    if (!nearest || key(now) < key(*nearest)) nearest = now;
}

bool fits_shape(const Search& search, const KnownMistake& mistake) {
    return search.is_shaped_as_x || (mistake.shape && mistake.shape(search.site.input) == search.given_shape);
}

RulesTried try_rules(Search& search, const std::vector<Run>& runs) {
    RulesTried tried;
    const std::vector<double> largest = scales(search.task, search.site.input);
    for (const Run& run : runs) {
        if (!search.goes_on(0, static_cast<std::size_t>(&run - runs.data()), runs.size())) break;
        const auto arrays = grad_inputs(search.task, search.site.input, run.rules);
        for (std::size_t i = 0; i < arrays.size(); ++i) {
            Candidate candidate{run, overlap_rules()[i].rule, arrays[i], nullptr};
            if (search.is_shaped_as_x) {
                const Fit fit = fit_of(search.given, {arrays[i], largest, search.site}, false);
                if (fit.differing == 0) keep(tried.plain, candidate, fit);
                keep_nearest(tried.nearest, {run.rules.tie, candidate.overlap, run.rules.nan}, fit);
            }
            for (const KnownMistake& mistake : known_mistakes()) {
                if (!mistake.is_in_result() || !fits_shape(search, mistake)) continue;
                candidate.mistake = &mistake;
                const Fit fit = fit_of(search.given, {arrays[i], largest, search.site, &mistake}, true);
                if (fit.differing == 0) keep(tried.mistaken, candidate, fit);
            }
        }
    }
    return tried;
}

// --- Mistakes in the problem ---

enum class Depth : std::uint8_t { PyTorchOnly, AllRules };

AnyTensor first_plane(const AnyTensor& tensor) {
    return std::visit(
        []<class T>(const Tensor<T>& t) -> AnyTensor {
            const auto cells = t.data().first(static_cast<std::size_t>(t.shape().plane_cells()));
            return Tensor<T>({1, 1, t.shape().h, t.shape().w}, std::vector<T>(cells.begin(), cells.end()));
        },
        tensor);
}

// A look at the first plane alone, where planes keep apart: most mistakes are ruled out there.
bool may_fit(const Search& search, const PoolTask& task, Depth depth) {
    const Shape& x = search.site.input;
    if (mistakes::joins_planes(task.landing) || x.planes() == 1) return true;
    PoolTask part = task;
    part.input = first_plane(task.input);
    part.grad_output = first_plane(task.grad_output);
    const Shape plane{1, 1, x.h, x.w};
    Given given = search.given;
    given.values.resize(static_cast<std::size_t>(plane.cells()));
    const std::vector<double> largest = scales(part, plane);
    for (const Run& run : depth == Depth::AllRules ? runs_of(part) : std::vector<Run>{Run{}})
        for (const std::vector<double>& array : grad_inputs(part, plane, run.rules))
            if (fit_of(given, {array, largest, search.site}, true).differing == 0) return true;
    return false;
}

// Returns false if there is no time left for it.
bool try_change(Search& search, const KnownMistake& mistake, Depth depth, std::vector<Found>& found) {
    PoolTask task = search.task;
    task.landing = mistake.landing;
    if (mistake.change && !mistake.change(task)) return true;
    const std::int64_t cost = comparisons(task);
    constexpr std::int64_t preparing = 2;
    if (cost > search.comparisons_left / preparing) return false;
    if (!may_fit(search, task, depth)) return true;
    std::vector<Run> runs{Run{}};
    if (depth == Depth::AllRules) {
        search.comparisons_left -= cost;
        runs = runs_of(task);
    }
    const auto needed = static_cast<std::int64_t>(runs.size()) + 1;
    if (cost > search.comparisons_left / needed) return false;
    search.comparisons_left -= cost * needed;
    const std::vector<double> largest = scales(task, search.site.input);
    for (const Run& run : runs) {
        const auto arrays = grad_inputs(task, search.site.input, run.rules);
        for (std::size_t i = 0; i < arrays.size(); ++i) {
            const Fit fit = fit_of(search.given, {arrays[i], largest, search.site}, true);
            if (fit.differing == 0) keep(found, {run, overlap_rules()[i].rule, arrays[i], &mistake}, fit);
        }
    }
    return true;
}

std::vector<Found> try_changes(Search& search, Depth depth, std::vector<const KnownMistake*>& not_tried) {
    std::vector<Found> found;
    not_tried.clear();
    for (const KnownMistake& mistake : known_mistakes()) {
        if (!search.goes_on(depth == Depth::PyTorchOnly ? 1 : 2,
                            static_cast<std::size_t>(&mistake - known_mistakes().data()), known_mistakes().size()))
            break;
        if (!mistake.is_in_result() && !try_change(search, mistake, depth, found)) not_tried.push_back(&mistake);
    }
    return found;
}

// PyTorch's rules are the likeliest under a mistake; the others follow if those explain nothing.
void try_problem_mistakes(Search& search, Diagnosis& diagnosis) {
    std::vector<Found> found = try_changes(search, Depth::PyTorchOnly, diagnosis.not_tried);
    if (found.empty()) {
        diagnosis.explanations = sorted(try_changes(search, Depth::AllRules, diagnosis.not_tried));
        return;
    }
    for (Explanation& likely : sorted(std::move(found))) {
        if (!search.goes_on(2, 0, 1)) return;
        std::vector<Found> all;
        const bool told = try_change(search, *likely.mistake, Depth::AllRules, all) && !all.empty();
        diagnosis.explanations.push_back(told ? sorted(std::move(all)).front() : std::move(likely));
    }
}

// --- What is not diagnosed ---

std::string formulas(const Shape& input, const Geometry& geometry) {
    return output_formula(input, geometry, true) + ", " + output_formula(input, geometry, false);
}

std::string shape_error(const Claim& claim) {
    const Shape x = shape_of(claim.input), given = shape_of(claim.grad_input);
    const Shape y = output_shape(x, claim.geometry);
    return "your dX is " + to_string(given) + (given == y ? ", which is the shape of Y," : "") + " and X is " +
           to_string(x) + "; dX has one cell for each cell of X, and Y is " + to_string(y) + ": " +
           formulas(x, claim.geometry);
}

bool beyond_float32(const AnyTensor& tensor) {
    const auto* wide = std::get_if<Tensor<double>>(&tensor);
    return wide && std::ranges::any_of(wide->data(), [](double value) {
               return std::isfinite(value) && std::isinf(static_cast<float>(value));
           });
}

std::string claim_error(const Claim& claim) {
    const Shape x = shape_of(claim.input);
    std::string error = first_error(validate(x, claim.geometry));
    if (!error.empty()) return error;
    error = first_error(validate_grad_output(shape_of(claim.grad_output), output_shape(x, claim.geometry)));
    if (!error.empty()) return error + ": " + formulas(x, claim.geometry);
    if (dtype_of(claim.input) == DType::Float32 && beyond_float32(claim.grad_output))
        return "X is float32, and dY holds a number that float32 cannot hold";
    if (shape_of(claim.grad_input).cells() != x.cells()) return shape_error(claim);
    if (x.cells() > max_diagnose_cells)
        return "X has " + std::to_string(x.cells()) + " cells; the limit of a diagnosis is 2^22 (" +
               std::to_string(max_diagnose_cells) + "): a part of X would do";
    return {};
}

std::string work_error(const Claim& claim, std::int64_t each, std::size_t runs) {
    if (each <= claim.max_comparisons / static_cast<std::int64_t>(runs)) return {};
    return std::to_string(runs) + " combinations of rules take " + std::to_string(each) +
           " comparisons each; the limit of a diagnosis is " + std::to_string(claim.max_comparisons) +
           " in all: a part of X would do";
}

double rtol_of(const Claim& claim) {
    const auto narrow = [](const AnyTensor& tensor) { return dtype_of(tensor) == DType::Float32; };
    const bool any = narrow(claim.input) || narrow(claim.grad_output) || narrow(claim.grad_input);
    return claim.rtol.value_or(any ? 1e-5 : 1e-12);
}

// A tolerance that was asked for is all there is.
Precision precision_of_claim(const Claim& claim) { return claim.rtol ? Precision{} : precision_of(claim.grad_input); }

// What printing dY may have changed of a cell's sum: as many windows overlap there. Fewer than 3 decimals are typed.
double rounding_of_grad_output(const Claim& claim) {
    const Precision precision = claim.rtol ? Precision{} : precision_of(claim.grad_output);
    if (precision.decimals < 3) return 0;
    const Geometry& g = claim.geometry;
    const std::int64_t windows = ((g.kernel.rows - 1) * g.dilation.rows / g.stride.rows + 1) *
                                 ((g.kernel.cols - 1) * g.dilation.cols / g.stride.cols + 1);
    return static_cast<double>(windows) * rounding_of(precision, 0, 0);
}

// Prints have 3 decimals or more; a tie of whole numbers is one.
std::optional<Precision> precision_of_ties(const Claim& claim, const std::vector<Run>& runs) {
    const Precision precision = precision_of(claim.input);
    const bool is_printed = precision.decimals >= 3 || precision.digits > 0 || precision.bits > 0;
    return runs.front().has_ties && is_printed ? std::optional(precision) : std::nullopt;
}

Search search_of(const Claim& claim) {
    const Shape x = shape_of(claim.input);
    const DType dtype = dtype_of(claim.input);
    return {.task = {claim.input, converted(claim.grad_output, dtype), claim.geometry, {}},
            .site = {x, output_shape(x, claim.geometry), claim.geometry},
            .given = {values_of(claim.grad_input), dtype == DType::Float32, rtol_of(claim), precision_of_claim(claim),
                      rounding_of_grad_output(claim)},
            .is_shaped_as_x = shape_of(claim.grad_input) == x,
            .given_shape = shape_of(claim.grad_input),
            .comparisons_left = claim.max_comparisons};
}

}  // namespace

Result<Diagnosis> diagnose(const Claim& claim, const Progress& progress) {
    if (const std::string error = claim_error(claim); !error.empty()) return Error{error};
    Search search = search_of(claim);
    search.progress = progress;
    const std::int64_t each = comparisons(search.task);
    if (const std::string error = work_error(claim, each, 2); !error.empty()) return Error{error};
    const std::vector<Run> runs = runs_of(search.task);
    if (const std::string error = work_error(claim, each, runs.size()); !error.empty()) return Error{error};

    RulesTried tried = try_rules(search, runs);
    if (search.is_stopped) return stopped();
    Diagnosis diagnosis{.input_has_nan = runs.front().has_nan,
                        .shape = search.site.input,
                        .precision = search.given.precision,
                        .precision_of_ties = precision_of_ties(claim, runs)};
    diagnosis.explanations = sorted(std::move(tried.plain.empty() ? tried.mistaken : tried.plain));
    if (diagnosis.explained()) return diagnosis;
    if (!search.is_shaped_as_x) return Error{shape_error(claim)};
    try_problem_mistakes(search, diagnosis);
    if (search.is_stopped) return stopped();
    if (diagnosis.explained()) {
        diagnosis.not_tried.clear();
        return diagnosis;
    }
    diagnosis.nearest = tried.nearest;
    find_first_difference(search.task, search.site, search.given, *diagnosis.nearest);
    return diagnosis;
}

}  // namespace poolwalk
