// What this step does, in words, and the sums it made.
#include "app/ui/panels.h"
#include "app/ui/widgets.h"

namespace poolwalk::ui {

void draw_sentence_panel(const Frame& frame) {
    const scene::Palette& p = frame.palette();
    const scene::StepWords words = scene::words_of(frame.state, frame.derived);
    ImGui::Dummy({0, frame.px(2)});
    {
        const WithFont font(frame, scene::Font::SansBold, 13);
        text(words.backward ? p.backward : p.forward, words.heading);
    }
    ImGui::Dummy({0, frame.px(2)});
    {
        const WithFont font(frame, scene::Font::Sans, 16);
        for (const std::string& line : words.lines) text(p.text, line);
    }
    mark(frame, "sentence");
    if (words.sums.empty()) return;
    ImGui::Dummy({0, frame.px(2)});
    ImGui::PushStyleColor(ImGuiCol_ChildBg, vec4(p.raised));
    ImGui::PushStyleVar(ImGuiStyleVar_ChildRounding, frame.px(6));
    const auto shown = std::min<std::size_t>(words.sums.size(), 6);
    const float height = frame.px(25) * static_cast<float>(shown) + frame.px(words.after.empty() ? 20 : 42);
    ImGui::BeginChild("sums", {0, height}, true, ImGuiWindowFlags_NoScrollbar);
    {
        const WithFont font(frame, scene::Font::Mono, 16);
        for (std::size_t i = 0; i < shown; ++i) text(p.backward, words.sums[i]);
    }
    {
        const WithFont font(frame, scene::Font::Sans, 13);
        if (words.sums.size() == 1 && !words.after.empty()) text(p.dim, words.after);
        else if (words.sums.size() > shown) text(p.dim, "and " + std::to_string(words.sums.size() - shown) + " more");
    }
    ImGui::EndChild();
    mark(frame, "sums");
    ImGui::PopStyleVar();
    ImGui::PopStyleColor();
}

}  // namespace poolwalk::ui
