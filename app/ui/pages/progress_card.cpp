// Over the last picture, while a file is read or written, or what follows from a newer document is worked out: how
// far that is, and a way back.
#include <cmath>

#include "app/ui/panels.h"
#include "app/ui/widgets/widgets.h"

namespace poolwalk::ui {

void draw_progress_card(const Frame& frame) {
    if (!frame.working) return;
    const TaskStatus& work = *frame.working;
    const ImVec2 all = ImGui::GetIO().DisplaySize;
    const float width = std::min(frame.px(440), all.x * 0.9f);
    ImGui::SetNextWindowPos({std::floor((all.x - width) / 2), std::floor(all.y * 0.4f)});
    ImGui::SetNextWindowSize({width, 0});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, frame.px(1.5f));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, frame.px(6));
    ImGui::PushStyleColor(ImGuiCol_Border, vec4(frame.palette().dim));
    ImGui::Begin("working", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings);
    ImGui::PopStyleColor();
    ImGui::PopStyleVar(2);
    {
        const WithFont font(frame, scene::Font::SansBold, 15);
        ImGui::TextUnformatted(work.doing.c_str());
    }
    text(frame.palette().dim, work.name);
    progress_bar(frame, work.part, ImGui::GetContentRegionAvail().x - frame.px(90),
                 std::to_string(static_cast<int>(work.part * 100)) + " %");
    mark(frame, "work_progress");
    ImGui::SameLine();
    if (ImGui::Button("Cancel##work", {frame.px(80), 0})) frame.emit(CancelWork{});
    mark(frame, "work_cancel");
    ImGui::End();
}

}  // namespace poolwalk::ui
