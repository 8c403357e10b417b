// What this step does, in words, and the sums it made.
#include "app/ui/panels.h"
#include "app/ui/widgets/panel_parts.h"
#include "app/ui/widgets/rich_text.h"
#include "app/ui/widgets/sums.h"
#include "app/ui/widgets/widgets.h"
#include "core/workspaces/walk/quiz_sentence.h"
#include "core/workspaces/workspaces.h"

namespace poolwalk::ui {

void draw_words(const Frame& frame, const scene::StepWords& words) {
    const scene::Palette& p = frame.palette();
    ImGui::Dummy({0, frame.px(2)});
    {
        const WithFont font(frame, scene::Font::SansBold, 13);
        text(words.backward ? p.backward : p.forward, words.heading);
    }
    ImGui::Dummy({0, frame.px(2)});
    {
        const WithFont font(frame, scene::Font::Sans, 16);
        ImGui::BeginGroup();
        for (const std::string& line : words.lines) rich_text(frame, p.text, line);
        ImGui::EndGroup();
    }
    mark(frame, "sentence");
    if (words.sums.empty()) return;
    ImGui::Dummy({0, frame.px(2)});
    draw_sums(frame, words);
}

void draw_predict_badge(const Frame& frame) {
    const Quiz& quiz = frame.state.quiz;
    if (!quiz.on || !action("predict").in.holds(frame.state.view.workspace)) return;
    const scene::Palette& p = frame.palette();
    ImGui::Dummy({0, frame.px(2)});
    const WithFont font(frame, scene::Font::SansBold, 13);
    const WithInk ink(p.on_accent);
    for (const ImGuiCol part : {ImGuiCol_Button, ImGuiCol_ButtonHovered, ImGuiCol_ButtonActive})
        ImGui::PushStyleColor(part, vec4(p.accent));
    ImGui::PushStyleVar(ImGuiStyleVar_FrameRounding, frame.px(12));
    if (ImGui::Button(("PREDICT · " + scene::score_words(quiz) + "##predict").c_str())) frame.emit(SetPredict{false});
    ImGui::PopStyleVar();
    ImGui::PopStyleColor(3);
    mark(frame, "predict_badge");
    tooltip(frame, "The walk asks before each window and counts the answers. A click here, or P, ends that.");
}

void draw_sentence_panel(const Frame& frame) {
    draw_predict_badge(frame);
    draw_words(frame, scene::open_workspace(frame.state).words(frame.shown()));
    if (!frame.state.quiz.asking || !action("predict_none").in.holds(frame.state.view.workspace)) return;
    ImGui::Dummy({0, frame.px(4)});
    action_button(frame, "predict_none", backward_has_begun(frame.state) ? "No cell receives it" : "No cell wins");
    ImGui::SameLine(0, frame.px(8));
    action_button(frame, "next", "Show me");
}

}  // namespace poolwalk::ui
