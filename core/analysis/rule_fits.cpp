#include "core/analysis/rule_fits.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace poolwalk::diagnosis {
namespace {

int departures(const Rules& rules) {
    const Rules pytorch;
    return (rules.tie != pytorch.tie) + (rules.overlap != pytorch.overlap) + (rules.nan != pytorch.nan);
}

// Visits every window that dY has: visit(plane, window, pooled).
template <class T, class Visit>
void for_each_window(const PoolTask& task, Rules rules, Visit&& visit) {
    rules.tie = task.tie.value_or(rules.tie);
    const auto& input = std::get<Tensor<T>>(task.input);
    const Shape windows = shape_of(task.grad_output);
    PooledWindow<T> pooled;
    for (std::int64_t p = 0; p < windows.planes(); ++p)
        for (std::int64_t oh = 0; oh < windows.h; ++oh)
            for (std::int64_t ow = 0; ow < windows.w; ++ow) {
                pool_window<T>(input.plane(p), task.geometry, rules, {oh, ow}, pooled);
                visit(p, Place{oh, ow}, pooled);
            }
}

template <class T>
bool has_ties(const PoolTask& task) {
    bool found = false;
    const auto count = [&](std::int64_t, Place, const PooledWindow<T>& pooled) { found |= pooled.maxima.size() > 1; };
    for_each_window<T>(task, {TieRule::All, OverlapRule::Accumulate, NanRule::ByTie}, count);
    return found;
}

bool has_nan(const AnyTensor& tensor) {
    return std::visit(
        [](const auto& t) { return std::ranges::any_of(t.data(), [](auto v) { return std::isnan(v); }); }, tensor);
}

template <class T>
std::vector<double> cut_out(const Tensor<T>& whole, const Shape& shape, Place origin) {
    std::vector<double> values;
    values.reserve(static_cast<std::size_t>(shape.cells()));
    for (std::int64_t p = 0; p < shape.planes(); ++p)
        for (std::int64_t h = 0; h < shape.h; ++h)
            for (std::int64_t w = 0; w < shape.w; ++w)
                values.push_back(inside({origin.h + h, origin.w + w}, whole.shape().h, whole.shape().w)
                                     ? static_cast<double>(whole(p, origin.h + h, origin.w + w))
                                     : 0);
    return values;
}

template <class T>
std::vector<std::vector<double>> grad_inputs_in(const PoolTask& task, const Shape& shape, const Rules& rules) {
    const auto& grad_output = std::get<Tensor<T>>(task.grad_output);
    const Shape x = shape_of(task.input);
    const Site site{x, output_shape(x, task.geometry), task.geometry};
    std::vector<Tensor<T>> sums(overlap_rules().size(), Tensor<T>(x));
    for_each_window<T>(task, rules, [&](std::int64_t p, Place window, const PooledWindow<T>& pooled) {
        for (std::size_t i = 0; i < sums.size(); ++i)
            contribute<T>(pooled, Writing{task.geometry, overlap_rules()[i].rule, x.h, x.w},
                          grad_output(p, window.h, window.w), [&](Place cell) -> T* {
                              if (!task.landing) return &sums[i](p, cell.h, cell.w);
                              const std::int64_t at = task.landing(site, p, window, cell);
                              return at < 0 ? nullptr : &sums[i].data()[static_cast<std::size_t>(at)];
                          });
    });
    std::vector<std::vector<double>> result;
    for (const Tensor<T>& sum : sums) result.push_back(cut_out(sum, shape, task.origin));
    return result;
}

bool equal(double got, double want, bool is_float32) {
    if (std::isnan(got) || std::isnan(want)) return std::isnan(got) && std::isnan(want);
    if (got == want) return true;
    return is_float32 && std::isfinite(got) && std::isfinite(want) &&
           static_cast<float>(got) == static_cast<float>(want);
}

double divisor_of(const Wanted& wanted) {
    return wanted.mistake && wanted.mistake->divisor ? wanted.mistake->divisor(wanted.site) : 1;
}

// -1: the cell of a mistaken result that comes from nowhere.
std::int64_t source_of(const Wanted& wanted, std::size_t index) {
    const auto at = static_cast<std::int64_t>(index);
    return wanted.mistake && wanted.mistake->source ? wanted.mistake->source(wanted.site, at) : at;
}

double scale_of(const Wanted& wanted, std::size_t index, double want) {
    const std::int64_t from = source_of(wanted, index);
    const double scale = from < 0 ? 0 : wanted.scales[static_cast<std::size_t>(from)] / std::abs(divisor_of(wanted));
    return std::isfinite(scale) ? std::max(scale, std::abs(want)) : std::abs(want);
}

}  // namespace

std::vector<Rules> rules_by_simplicity() {
    std::vector<Rules> all;
    for (const TieRow& tie : tie_rules())
        for (const OverlapRow& overlap : overlap_rules())
            for (const NanRow& nan : nan_rules()) all.push_back({tie.rule, overlap.rule, nan.rule});
    std::ranges::stable_sort(all, {}, departures);
    return all;
}

std::vector<Run> runs_of(const PoolTask& task) {
    const bool nan = has_nan(task.input);
    const bool ties = !task.tie && with_dtype(dtype_of(task.input), [&]<class T>(T) { return has_ties<T>(task); });
    std::vector<Run> runs;
    for (const TieRow& tie : tie_rules())
        for (const NanRow& row : nan_rules()) {
            const Rules rules{tie.rule, OverlapRule::Accumulate, row.rule};
            const bool tie_told_apart = ties || tie.rule == Rules{}.tie;
            const bool nan_told_apart = nan || row.rule == Rules{}.nan;
            if (tie_told_apart && nan_told_apart) runs.push_back({rules, ties, nan});
        }
    return runs;
}

bool stands_for(const Run& run, OverlapRule overlap, const Rules& rules) {
    return rules.overlap == overlap && (!run.has_ties || rules.tie == run.rules.tie) &&
           (!run.has_nan || rules.nan == run.rules.nan);
}

std::int64_t comparisons(const PoolTask& task) {
    const Shape& x = shape_of(task.input);
    const double each = static_cast<double>(std::min(task.geometry.kernel.rows, x.h)) *
                        static_cast<double>(std::min(task.geometry.kernel.cols, x.w));
    const double all = each * static_cast<double>(shape_of(task.grad_output).cells());
    return static_cast<std::int64_t>(std::min(all, 0x1p62));
}

std::vector<std::vector<double>> grad_inputs(const PoolTask& task, const Shape& shape, const Rules& rules) {
    return with_dtype(dtype_of(task.input), [&]<class T>(T) { return grad_inputs_in<T>(task, shape, rules); });
}

std::vector<double> scales(const PoolTask& task, const Shape& shape) {
    PoolTask sizes = task;
    std::visit(
        [](auto& grad_output) {
            for (auto& value : grad_output.data()) value = std::isfinite(value) ? std::abs(value) : 0;
        },
        sizes.grad_output);
    const std::size_t adds = static_cast<std::size_t>(OverlapRule::Accumulate);
    return grad_inputs(sizes, shape, {TieRule::All, OverlapRule::Accumulate, NanRule::ByTie})[adds];
}

double value_of(const Wanted& wanted, std::size_t index) {
    const std::int64_t from = source_of(wanted, index);
    const double value = from < 0 ? 0 : wanted.values[static_cast<std::size_t>(from)] / divisor_of(wanted);
    return wanted.mistake && wanted.mistake->rounding ? wanted.mistake->rounding(value) : value;
}

Agreement compare(const Given& given, const Wanted& wanted, std::size_t index) {
    const double got = given.values[index], want = value_of(wanted, index);
    if (equal(got, want, given.is_float32)) return Agreement::Equal;
    if (!std::isfinite(got) || !std::isfinite(want)) return Agreement::None;
    const double scale = scale_of(wanted, index, want);
    const double rounding =
        rounding_of(given.precision, got, scale) + given.grad_output_rounding / std::abs(divisor_of(wanted));
    return std::abs(got - want) <= given.rtol * scale + rounding ? Agreement::Near : Agreement::None;
}

Fit fit_of(const Given& given, const Wanted& wanted, bool only_if_fits) {
    Fit fit;
    for (std::size_t i = 0; i < given.values.size(); ++i) {
        const Agreement cell = compare(given, wanted, i);
        if (cell == Agreement::Equal) continue;
        fit.exact = false;
        const double error = std::abs(given.values[i] - value_of(wanted, i));
        fit.largest_error =
            std::max(fit.largest_error, std::isnan(error) ? std::numeric_limits<double>::infinity() : error);
        if (cell == Agreement::Near) continue;
        ++fit.differing;
        if (only_if_fits) break;
    }
    return fit;
}

}  // namespace poolwalk::diagnosis
