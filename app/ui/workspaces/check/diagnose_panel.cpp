// A dX from elsewhere, pasted or loaded: which rules reproduce it, or where it first differs, and how much of a
// difference is taken for rounding.
#include <cmath>

#include "app/ui/panels.h"
#include "app/ui/widgets/rich_text.h"
#include "app/ui/widgets/widgets.h"
#include "core/analysis/diagnose_words.h"
#include "core/base/number_text.h"

namespace poolwalk::ui {
namespace {

// From what was given, at the left end, to a tenth of the gradient that a cell could receive.
void choose_tolerance(const Frame& frame) {
    constexpr float as_given = -16, largest = -1;
    CheckSettings check = frame.state.view.check;
    field_label(frame, "Rounding");
    const double now = check.rtol && *check.rtol > 0 ? std::log10(*check.rtol) : as_given + 1;
    float exponent = check.rtol ? static_cast<float>(now) : as_given;
    const std::string label = check.rtol ? "up to " + number_text(*check.rtol, 2) : "as the numbers were given";
    if (ImGui::SliderFloat("##rtol", &exponent, as_given, largest, label.c_str(), ImGuiSliderFlags_NoInput)) {
        const float whole = std::round(exponent);
        check.rtol = whole <= as_given ? std::nullopt : std::optional(std::pow(10.0, static_cast<double>(whole)));
        frame.emit(SetCheck{check});
    }
    mark(frame, "check_rtol");
    tooltip(frame,
            "How far dX may lie from what a rule gives, as a part of all dY that a cell could receive, and still be "
            "taken for rounding. At the left end the decimals, digits or bits of X, dY and dX say it.");
}

// As the ranges tell, which leave NaN and infinities out.
bool is_grad_output_one(const Frame& frame) {
    const RangeTable& table = frame.derived.ranges[static_cast<std::size_t>(GridId::GradOutput)];
    const auto cells = static_cast<double>(shape_of(*frame.state.document.grad_output).cells());
    return table.range() == ValueRange{1, 1} && !table.has_nan() && frame.derived.budget.total().in == cells;
}

void draw_result(const Frame& frame, const Diagnosis& diagnosis) {
    const scene::Palette& p = frame.palette();
    {
        const WithFont font(frame, scene::Font::Sans, 15);
        rich_text(frame, diagnosis.explained() ? p.good : p.bad, sentence(diagnosis));
    }
    mark(frame, "diagnosis");
    if (diagnosis.explanations.empty() || diagnosis.explanations.front().mistake) return;
    const Rules& rules = diagnosis.explanations.front().rules.front();
    if (rules == frame.state.document.rules) return;
    if (ImGui::Button("Walk these rules##diagnosis")) frame.emit(WalkTile{rules});
    mark(frame, "walk_diagnosis");
}

}  // namespace

void draw_diagnose_panel(const Frame& frame) {
    const scene::Palette& p = frame.palette();
    heading(frame, "DIAGNOSE YOUR OWN dX");
    if (link(frame, "claim_paste", "paste")) frame.emit(PasteClaim{});
    ImGui::SameLine(0, frame.px(14));
    if (link(frame, "claim_open", "open")) frame.emit(ShowFiles{true, {}, FilesFor::Claim});
    if (frame.state.claim) {
        ImGui::SameLine(0, frame.px(14));
        if (link(frame, "claim_drop", "forget")) frame.emit(DropClaim{});
        rich_text(frame, p.dim,
                  frame.state.claim->title + " · " + to_string(shape_of(*frame.state.claim->grad_input)));
    } else {
        rich_text(
            frame, p.dim,
            "Paste or open the dX that your code gives for this X and dY: the rules that reproduce it are named.");
    }
    if (!frame.state.claim) return;
    choose_tolerance(frame);
    if (is_grad_output_one(frame)) {
        text(p.dim, "dY is taken as 1 everywhere.");
        mark(frame, "dy_is_one");
    }
    const auto& diagnosis = frame.analyses.diagnosis();
    if (!diagnosis) return;
    if (diagnosis->ok()) draw_result(frame, **diagnosis);
    else rich_text(frame, p.bad, diagnosis->error().message);
}

}  // namespace poolwalk::ui
