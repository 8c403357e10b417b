// The method's own NumPy code with the line being run, and the variables to watch; where the method
// cannot run on this problem, the reason stands in its place.
#include <algorithm>

#include "app/ui/panels.h"
#include "app/ui/widgets/panel_parts.h"
#include "app/ui/widgets/rich_text.h"
#include "app/ui/widgets/widgets.h"
#include "core/base/number_text.h"

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
    float values_at = frame.px(110);
    for (const Watch& watch : watches)
        values_at = std::max(values_at,
                             ImGui::GetCursorPosX() + ImGui::CalcTextSize(watch.expression.c_str()).x + frame.px(12));
    for (const Watch& watch : watches) {
        ImGui::TextColored(vec4(frame.palette().dim), "%s", watch.expression.c_str());
        ImGui::SameLine(values_at);
        rich_text(frame, frame.palette().text, watch.value);
    }
    if (!watches.empty()) mark(frame, "watch");
}

void draw_code(const Frame& frame, const std::vector<CodeLine>& lines, Running running) {
    ImGui::PushStyleColor(ImGuiCol_ChildBg, vec4(frame.palette().code));
    ImGui::PushStyleVar(ImGuiStyleVar_ChildRounding, frame.px(6));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {frame.px(10), frame.px(8)});
    const WithFont font(frame, scene::Font::Mono, 12);
    const float line_height = ImGui::GetTextLineHeight() + frame.px(5);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
    ImGui::BeginChild("code", {0, line_height * static_cast<float>(lines.size()) + frame.px(18)}, true,
                      ImGuiWindowFlags_HorizontalScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
    for (std::size_t i = 0; i < lines.size(); ++i)
        draw_line(frame, lines[i].text, i >= running.first && i <= running.last);
    ImGui::EndChild();
    mark(frame, "code");
    ImGui::PopStyleVar(3);
    ImGui::PopStyleColor();
}

namespace {

// Over the code: that it runs, or why it cannot.
void draw_heading(const Frame& frame) {
    const MethodNow& method = frame.method;
    heading(frame, method.error.empty() ? "THE CODE BEING RUN" : "THE CODE, WHICH CANNOT RUN HERE");
    if (!method.error.empty()) {
        rich_text(frame, frame.palette().bad, "✗ " + method.error);
        mark(frame, "method_complaint");
        rich_text(frame, frame.palette().dim, "The grids show what its rules give.");
    } else if (method.row->layout == AxisOrder::NHWC) {
        rich_text(frame, frame.palette().dim, "Its arrays are N x H x W x C; the grids show each channel.");
    }
}

// dX of the shown plane as the method's code has it when X is an array of integers.
void draw_of_integers(const Frame& frame, const AnyTensor& grad_input) {
    constexpr std::int64_t most = 12;  // rows and columns
    const scene::Palette& p = frame.palette();
    const Shape& shape = shape_of(grad_input);
    heading(frame, "IF X WERE AN ARRAY OF INTEGERS");
    {
        const WithFont font(frame, scene::Font::Sans, 13);
        rich_text(frame, p.text, "The code makes dX like X, so NumPy cuts every fraction that is put into it:");
    }
    const WithFont font(frame, scene::Font::Mono, 13);
    const std::int64_t rows = std::min(shape.h, most), cols = std::min(shape.w, most);
    for (std::int64_t h = 0; h < rows; ++h) {
        std::string line = h == 0 ? "dX = " : "     ";
        for (std::int64_t w = 0; w < cols; ++w) {
            const std::string number = short_text(value_at(grad_input, frame.state.view.plane, h, w));
            line += std::string(number.size() < 5 ? 5 - number.size() : 1, ' ') + number;
        }
        ImGui::TextColored(vec4(p.backward), "%s", line.c_str());
    }
    mark(frame, "of_integers");
    if (rows < shape.h || cols < shape.w) rich_text(frame, p.dim, "and more");
}

}  // namespace

void draw_code_panel(const Frame& frame) {
    const MethodNow& method = frame.method;
    const bool backward = frame.step && frame.step->place.phase == Phase::Backward;
    const std::vector<CodeLine>& lines = backward ? method.listing.backward : method.listing.forward;
    const PoolView view = view_of(frame.state.document);
    const WalkPlan plan = plan_of(frame.state);
    draw_heading(frame);
    Running running;
    if (frame.step && method.error.empty())
        running.first = running.last = line_of(view, method.listing, plan, *frame.step);
    draw_code(frame, lines, running);
    if (!method.error.empty()) return;
    if (frame.step) draw_watches(frame, watches_of(*method.row, view, plan, *frame.step));
    if (method.of_integers && tells_answers(frame.state)) draw_of_integers(frame, *method.of_integers);
}

}  // namespace poolwalk::ui
