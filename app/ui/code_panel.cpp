// The NumPy code of the present rules with the line being run, and the variables to watch.
#include "app/ui/panel_parts.h"
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

}  // namespace

void draw_watches(const Frame& frame, const std::vector<Watch>& watches) {
    heading(frame, "WATCH");
    const WithFont font(frame, scene::Font::Mono, 13);
    float values_at = frame.px(120);
    for (const Watch& watch : watches)
        values_at = std::max(values_at, ImGui::CalcTextSize(watch.expression.c_str()).x + frame.px(28));
    for (const Watch& watch : watches) {
        ImGui::TextColored(vec4(frame.palette().dim), "%s", watch.expression.c_str());
        ImGui::SameLine(values_at);
        text(frame.palette().text, watch.value);
    }
    if (!watches.empty()) mark(frame, "watch");
}

void draw_code(const Frame& frame, const std::vector<CodeLine>& lines, Running running) {
    heading(frame, "THE CODE BEING RUN");
    ImGui::PushStyleColor(ImGuiCol_ChildBg, vec4(frame.palette().code));
    ImGui::PushStyleVar(ImGuiStyleVar_ChildRounding, frame.px(6));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {frame.px(10), frame.px(8)});
    const WithFont font(frame, scene::Font::Mono, 12);
    const float line_height = ImGui::GetTextLineHeight() + frame.px(5);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
    ImGui::BeginChild("code", {0, line_height * static_cast<float>(lines.size()) + frame.px(18)}, true,
                      ImGuiWindowFlags_HorizontalScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
    for (std::size_t i = 0; i < lines.size(); ++i) draw_line(frame, lines[i].text, i >= running.first && i <= running.last);
    ImGui::EndChild();
    mark(frame, "code");
    ImGui::PopStyleVar(3);
    ImGui::PopStyleColor();
}

void draw_code_panel(const Frame& frame) {
    const bool backward = frame.step && frame.step->place.phase == Phase::Backward;
    const std::vector<CodeLine>& lines = backward ? frame.listing.backward : frame.listing.forward;
    if (!frame.step) return draw_code(frame, lines, {});
    const PoolView view = view_of(frame.state.document);
    const WalkPlan plan = plan_of(frame.state);
    const std::size_t line = line_of(view, frame.listing, plan, *frame.step);
    draw_code(frame, lines, {line, line});
    draw_watches(frame, watches_of(view, plan, *frame.step));
}

}  // namespace poolwalk::ui
