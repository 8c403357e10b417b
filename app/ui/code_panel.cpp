// The NumPy code of the present rules with the line being run, and the variables to watch.
#include "app/ui/panels.h"
#include "app/ui/widgets.h"

namespace poolwalk::ui {
namespace {

void draw_line(const Frame& frame, const std::string& line, bool runs) {
    const scene::Palette& p = frame.palette();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x, height = ImGui::GetTextLineHeight() + frame.px(5);
    if (runs) {
        scene::Color band = p.backward;
        band.a = 56;
        ImDrawList& list = *ImGui::GetWindowDrawList();
        list.AddRectFilled({at.x - frame.px(8), at.y}, {at.x + width + frame.px(8), at.y + height}, packed(band));
        list.AddRectFilled({at.x - frame.px(8), at.y}, {at.x - frame.px(5), at.y + height}, packed(p.backward));
    }
    ImGui::SetCursorScreenPos({at.x, at.y + frame.px(2)});
    const WithInk ink(runs ? p.text : p.dim);
    ImGui::TextUnformatted(line.c_str());
    if (runs) mark(frame, "code_line");
    ImGui::SetCursorScreenPos({at.x, at.y + height});
}

void draw_watches(const Frame& frame, const std::vector<Watch>& watches) {
    heading(frame, "WATCH");
    const WithFont font(frame, scene::Font::Mono, 13);
    const float values_at = frame.px(120);
    for (const Watch& watch : watches) {
        ImGui::TextColored(vec4(frame.palette().dim), "%s", watch.expression.c_str());
        ImGui::SameLine(values_at);
        ImGui::TextUnformatted(watch.value.c_str());
    }
}

}  // namespace

void draw_code_panel(const Frame& frame) {
    const bool backward = frame.step && frame.step->place.phase == Phase::Backward;
    const std::vector<CodeLine>& lines = backward ? frame.listing.backward : frame.listing.forward;
    heading(frame, "THE CODE BEING RUN");
    ImGui::PushStyleColor(ImGuiCol_ChildBg, vec4(frame.palette().code));
    ImGui::PushStyleVar(ImGuiStyleVar_ChildRounding, frame.px(6));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {frame.px(10), frame.px(8)});
    const WithFont font(frame, scene::Font::Mono, 12);
    const float line_height = ImGui::GetTextLineHeight() + frame.px(5);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
    ImGui::BeginChild("code", {0, line_height * static_cast<float>(lines.size()) + frame.px(18)}, true,
                      ImGuiWindowFlags_HorizontalScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
    std::size_t running = lines.size();
    if (frame.step)
        running = line_of(view_of(frame.state.document), frame.listing, plan_of(frame.state), *frame.step);
    for (std::size_t i = 0; i < lines.size(); ++i) draw_line(frame, lines[i].text, i == running);
    ImGui::EndChild();
    mark(frame, "code");
    ImGui::PopStyleVar(3);
    ImGui::PopStyleColor();
    if (frame.step) draw_watches(frame, watches_of(view_of(frame.state.document), plan_of(frame.state), *frame.step));
}

}  // namespace poolwalk::ui
