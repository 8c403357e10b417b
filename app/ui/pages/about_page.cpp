// What this program is: its version, its licence, the libraries in it, and what draws it.
#include <array>
#include <utility>

#include "app/ui/panels.h"
#include "app/ui/widgets/widgets.h"

namespace poolwalk::ui {
namespace {

void draw_row(const Frame& frame, const char* name, const std::string& words) {
    ImGui::PushStyleColor(ImGuiCol_Text, vec4(frame.palette().dim));
    ImGui::TextUnformatted(name);
    ImGui::PopStyleColor();
    ImGui::SameLine(frame.px(130));
    text(frame.palette().text, words);
    ImGui::Dummy({0, frame.px(4)});
}

}  // namespace

void draw_about_page(const Frame& frame) {
    if (!frame.state.view.show_about) return;
    begin_page(frame, "about page", {640, 330});
    {
        const WithFont font(frame, scene::Font::SansBold, 20);
        ImGui::TextUnformatted("Poolwalk");
    }
    mark(frame, "about_page");
    ImGui::SameLine(ImGui::GetWindowWidth() - frame.px(86));
    if (ImGui::Button("Close##about", {frame.px(70), 0})) frame.emit(ShowAbout{false});
    mark(frame, "about_close");
    text(frame.palette().text, "Walks through max pooling, forward and backward, one window at a time.");
    ImGui::Dummy({0, frame.px(8)});
    draw_row(frame, "Version", POOLWALK_VERSION);
    draw_row(frame, "Licence", "MIT. Copyright 2026 The Poolwalk authors. It comes without any warranty.");
    draw_row(frame, "Libraries", POOLWALK_LIBRARIES);
    draw_row(frame, "Graphics", frame.painter ? frame.painter->renderer() : "none");
    ImGui::End();
}

}  // namespace poolwalk::ui
