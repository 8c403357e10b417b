// A dX from elsewhere, pasted or loaded: which rules reproduce it, or where it first differs.
#include "app/ui/panels.h"
#include "app/ui/widgets/rich_text.h"
#include "app/ui/widgets/widgets.h"
#include "core/analysis/diagnose_words.h"

namespace poolwalk::ui {
namespace {

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
    const auto& diagnosis = frame.analyses.diagnosis();
    if (!frame.state.claim || !diagnosis) return;
    if (diagnosis->ok()) draw_result(frame, **diagnosis);
    else rich_text(frame, p.bad, diagnosis->error().message);
}

}  // namespace poolwalk::ui
