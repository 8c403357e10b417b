// Where to begin: shown at a first start, and from the Help menu.
#include <optional>

#include "app/ui/panels.h"
#include "app/ui/widgets/widgets.h"

namespace poolwalk::ui {
namespace {

struct Way {
    const char *name, *label, *note;
    Command command;
    bool first = false;
};

// The card goes, and what was chosen begins.
void draw_way(const Frame& frame, const Way& way) {
    const scene::Palette& p = frame.palette();
    const scene::Color ink = way.first ? p.on_accent : p.text;
    const float width = ImGui::GetContentRegionAvail().x, height = frame.px(44), pad = frame.px(16);
    ImGui::PushStyleColor(ImGuiCol_Button, vec4(way.first ? p.accent : p.raised));
    ImGui::PushStyleVar(ImGuiStyleVar_FrameRounding, frame.px(6));
    const bool pressed = ImGui::Button(("##" + std::string(way.name)).c_str(), {width, height});
    ImGui::PopStyleVar();
    ImGui::PopStyleColor();
    mark(frame, way.name);
    const ImVec2 a = ImGui::GetItemRectMin(), b = ImGui::GetItemRectMax();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const auto middle = [&] { return (a.y + b.y - ImGui::GetTextLineHeight()) / 2; };
    float label_end = a.x + pad;
    {
        const WithFont font(frame, scene::Font::SansBold, 16);
        list.AddText({a.x + pad, middle()}, packed(ink), way.label);
        label_end += ImGui::CalcTextSize(way.label).x;
    }
    const WithFont font(frame, scene::Font::Sans, 13);
    const float note = ImGui::CalcTextSize(way.note).x;
    if (b.x - pad - note > label_end + pad)
        list.AddText({b.x - pad - note, middle()}, packed(way.first ? p.on_accent : p.dim), way.note);
    if (!pressed) return;
    frame.emit(ShowWelcome{false});
    frame.emit(way.command);
}

}  // namespace

void draw_welcome_page(const Frame& frame) {
    if (!frame.state.view.show_welcome) return;
    begin_page(frame, "welcome page", {620, 300});
    ImGui::SetCursorPosX(ImGui::GetCursorPosX() + frame.px(2));
    {
        const WithFont font(frame, scene::Font::SansBold, 22);
        ImGui::TextUnformatted("Max pooling, forward and backward");
    }
    mark(frame, "welcome_page");
    text(frame.palette().dim, "Change anything, step either way, and see where each gradient goes.");
    ImGui::Dummy({0, frame.px(4)});
    const std::string lesson = "Start with lesson 1: " + frame.lessons.front().title;
    draw_way(frame, {"welcome_lesson", lesson.c_str(), "2 minutes", OpenLesson{frame.lessons.front().name}, true});
    draw_way(frame, {"welcome_play", "Play this example", "Space", TogglePlay{}});
    draw_way(frame, {"welcome_open", "Open or paste your own array", "a file, or Ctrl+V", ShowFiles{}});
    draw_way(frame, {"welcome_rules", "Compare the rules", "six answers to one tie", SetWorkspace{Workspace::Rules}});
    ImGui::Dummy({0, frame.px(4)});
    if (link(frame, "welcome_close", "Just look around (Esc)")) frame.emit(ShowWelcome{false});
    ImGui::End();
}

}  // namespace poolwalk::ui
