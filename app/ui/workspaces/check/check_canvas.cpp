// The picture of the Check workspace; a cell that is clicked is the one that is nudged.
#include "app/render/scene_painter.h"
#include "app/ui/panels.h"
#include "app/ui/widgets/widgets.h"
#include "core/base/number_text.h"
#include "core/workspaces/check/check_scene.h"

namespace poolwalk::ui {
namespace {

// The exact values of the cell under the mouse.
void say_cell(const Frame& frame, const CellRef& cell) {
    if (!frame.explorer.check()) return;
    const auto [h, w] = cell.cell;
    const std::string at = scene::place_text(cell.cell);
    ImGui::BeginTooltip();
    ImGui::TextUnformatted(("X" + at + " = " + exact_text(value_at(*frame.state.document.input, cell.plane, h, w)) +
                            "\ndX" + at + " = " + exact_text(value_at(frame.derived.grad_input, cell.plane, h, w)) +
                            "\ncentral difference " + exact_text(frame.explorer.check()->central(cell.plane, h, w)))
                               .c_str());
    ImGui::EndTooltip();
}

}  // namespace

void draw_check_canvas(const Frame& frame) {
    const ImVec2 origin = ImGui::GetCursorScreenPos(), size = ImGui::GetContentRegionAvail();
    const scene::Rect canvas{0, 0, size.x, size.y};
    ImGui::InvisibleButton("check canvas", size);
    mark(frame, "check_canvas");
    const ImVec2 m = ImGui::GetIO().MousePos;
    const auto cell = ImGui::IsItemHovered()
                          ? scene::check_cell_at(frame.state, canvas, {m.x - origin.x, m.y - origin.y})
                          : std::nullopt;
    if (cell && ImGui::IsMouseClicked(0)) frame.emit(Pin{cell});
    if (cell) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    if (cell) say_cell(frame, *cell);
    const scene::Scene scene = scene::build_check_scene(frame.state, frame.derived, frame.explorer, canvas);
    render::paint(*ImGui::GetWindowDrawList(), scene, {origin.x, origin.y}, frame.fonts, frame.painter);
}

}  // namespace poolwalk::ui
