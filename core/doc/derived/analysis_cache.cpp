#include "core/doc/derived/analysis_cache.h"

#include "core/methods/method_requirements.h"

namespace poolwalk {

namespace {

std::vector<Corner> corners_of(const PoolView& view, const CheckSettings& settings) {
    std::vector<Corner> corners;
    const Shape& shape = shape_of(view.input);
    for (std::int64_t plane = 0; plane < shape.planes(); ++plane) {
        const std::vector<OneSided> sides = one_sided_of_plane(view, plane);
        for (std::size_t i = 0; i < sides.size() && corners.size() < max_corners; ++i) {
            if (sides[i].left == sides[i].right) continue;
            const auto index = static_cast<std::int64_t>(i);
            const Place cell{index / shape.w, index % shape.w};
            const Differences d = differences(LossLine(view, {plane, cell, settings.arithmetic}), settings.h);
            corners.push_back({plane, cell, sides[i], d.left, d.right});
        }
    }
    return corners;
}

}  // namespace

MethodNow method_now(const Document& document, bool input_has_nan) {
    const MethodRow& row = method_of(document);
    const PoolView view = view_of(document);
    MethodNow now{&row, listing_of(row, document.rules, input_has_nan, dtype_of(*document.input)), {}, std::nullopt};
    if (shape_of(view.input).cells() > max_cells_for_rules) return now;
    now.error = method_error(row, view);
    if (now.error.empty()) now.of_integers = grad_input_of_integers(row, view);
    return now;
}

bool AnalysisOrder::is_same(const AnalysisOrder& other) const {
    const bool same_claim =
        claim && other.claim ? claim->same_memory(*other.claim) : claim.has_value() == other.claim.has_value();
    return analysis == other.analysis && revision == other.revision && rtol == other.rtol && same_claim;
}

bool AnalysisOrder::is_slow() const { return shape_of(*document.input).cells() > max_cells_at_once; }

Result<AnalysisResult> analyse(const AnalysisOrder& order, const Progress& progress) {
    const Document& doc = order.document;
    AnalysisResult found;
    if (order.claim) {
        found.diagnosis = diagnose({.input = *doc.input,
                                    .grad_output = *doc.grad_output,
                                    .geometry = doc.geometry,
                                    .grad_input = **order.claim,
                                    .rtol = order.rtol},
                                   progress);
    } else {
        found.tiles = rule_table(view_of(doc), order.reference, progress);
        if (found.tiles.empty()) return stopped();
    }
    return found;
}

std::optional<AnalysisOrder> AnalysisCache::wanted(const AppState& state) const {
    const Document& doc = state.document;
    const Analysis open = workspace_actions(state.view.workspace).analysis;
    if (open == Analysis::RuleTable && tiles_revision_ != state.revision &&
        shape_of(*doc.input).cells() <= max_cells_for_rules)
        return AnalysisOrder{open, state.revision, doc, state.view.reference};
    if (open != Analysis::Check || !state.claim) return std::nullopt;
    const SharedTensor& claimed = state.claim->grad_input;
    const std::optional<double>& rtol = state.view.check.rtol;
    if (diagnosis_ && diagnosis_revision_ == state.revision && diagnosed_.same_memory(claimed) &&
        diagnosis_rtol_ == rtol)
        return std::nullopt;
    return AnalysisOrder{open, state.revision, doc, {}, claimed, rtol};
}

void AnalysisCache::take(const AnalysisOrder& order, AnalysisResult found) {
    if (order.claim) {
        diagnosis_ = std::move(found.diagnosis);
        diagnosis_revision_ = order.revision;
        diagnosed_ = *order.claim;
        diagnosis_rtol_ = order.rtol;
        return;
    }
    tiles_ = std::move(found.tiles);
    tiles_revision_ = order.revision;
    tiles_reference_ = order.reference;
}

void AnalysisCache::follow(const AppState& state, const AnyTensor& grad_input) {
    network_.follow(state);
    if (!state.claim) diagnosis_.reset();
    if (const auto order = wanted(state)) {
        if (!order->is_slow()) take(*order, analyse(*order, {}).value());
        else if (order->claim) diagnosis_.reset();
        else tiles_.clear();
    }
    const Analysis open = workspace_actions(state.view.workspace).analysis;
    if (open == Analysis::RuleTable) follow_rules(state);
    if (open == Analysis::Check) follow_check(state, grad_input);
}

void AnalysisCache::follow_rules(const AppState& state) {
    const bool fits = shape_of(*state.document.input).cells() <= max_cells_for_rules;
    if (!fits) tiles_.clear();
    const Rules& reference = state.view.reference;
    if (tiles_.empty() || reference == tiles_reference_) return;
    compare_with(tiles_, reference);
    tiles_reference_ = reference;
}

void AnalysisCache::follow_check(const AppState& state, const AnyTensor& grad_input) {
    const CheckSettings& settings = state.view.check;
    if (check_revision_ == state.revision && check_settings_ == settings) return;
    check_revision_ = state.revision;
    check_settings_ = settings;
    check_.reset();
    const PoolView view = view_of(state.document);
    if (shape_of(view.input).cells() > max_cells_for_check) return;
    CheckResults results{judge(view, grad_input), central_differences(view, settings.h, settings.arithmetic), 0,
                         two_checks(view, grad_input, settings.h), corners_of(view, settings)};
    results.relative_error = relative_error(grad_input, results.central);
    check_ = std::move(results);
}

}  // namespace poolwalk
