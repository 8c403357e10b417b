#include "core/doc/explored.h"

namespace poolwalk {

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
                         two_checks(view, grad_input, settings.h)};
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
