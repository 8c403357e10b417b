#include "core/doc/explored.h"

namespace poolwalk {

namespace {

std::vector<Corner> corners_of(const PoolView& view, const CheckSettings& settings) {
    std::vector<Corner> corners;
    const Shape& shape = shape_of(view.input);
    for (std::int64_t plane = 0; plane < shape.planes(); ++plane) {
        const std::vector<OneSided> sides = one_sided_of_plane(view, plane);
        for (std::size_t i = 0; i < sides.size() && corners.size() < most_corners; ++i) {
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
    now.complaint = method_complaint(row, view);
    if (now.complaint.empty()) now.of_integers = grad_input_of_integers(row, view);
    return now;
}

void Explorer::follow(const AppState& state, const AnyTensor& grad_input) {
    network_.follow(state);
    if (state.view.workspace == Workspace::Rules) follow_rules(state);
    if (state.view.workspace != Workspace::Check) return;
    follow_check(state, grad_input);
    follow_claim(state);
}

void Explorer::follow_rules(const AppState& state) {
    const Rules& reference = state.view.reference;
    if (tiles_revision_ != state.revision) {
        const bool fits = shape_of(*state.document.input).cells() <= max_cells_for_rules;
        tiles_ = fits ? rule_table(view_of(state.document), reference) : std::vector<RuleTile>{};
    } else if (reference != tiles_reference_) {
        compare_with(tiles_, reference);
    }
    tiles_revision_ = state.revision;
    tiles_reference_ = reference;
}

void Explorer::follow_check(const AppState& state, const AnyTensor& grad_input) {
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

void Explorer::follow_claim(const AppState& state) {
    if (!state.claim) return diagnosis_.reset();
    const SharedTensor& claimed = state.claim->grad_input;
    if (diagnosis_ && diagnosis_revision_ == state.revision && diagnosed_.same_memory(claimed)) return;
    diagnosis_revision_ = state.revision;
    diagnosed_ = claimed;
    const Document& doc = state.document;
    diagnosis_ = diagnose({.input = *doc.input, .grad_output = *doc.grad_output, .geometry = doc.geometry,
                           .grad_input = *claimed});
}

}  // namespace poolwalk
