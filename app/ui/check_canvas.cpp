// The picture of the Check workspace; a cell that is clicked is the one that is nudged.
#include "app/render/scene_painter.h"
#include "app/ui/panels.h"
#include "app/ui/widgets.h"
#include "core/scene/check_scene.h"

namespace poolwalk::ui {

void draw_check_canvas(const Frame& frame) {
    const ImVec2 origin = ImGui::GetCursorScreenPos(), size = ImGui::GetContentRegionAvail();
    const scene::Rect canvas{0, 0, size.x, size.y};
    ImGui::InvisibleButton("check canvas", size);
    mark(frame, "check_canvas");
    const ImVec2 m = ImGui::GetIO().MousePos;
    const auto cell = ImGui::IsItemHovered() ? scene::check_cell_at(frame.state, canvas, {m.x - origin.x, m.y - origin.y}) : std::nullopt;
    if (cell && ImGui::IsMouseClicked(0)) frame.emit(Pin{cell});
    if (cell) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    const scene::Scene scene = scene::build_check_scene(frame.state, frame.derived, frame.explorer, canvas);
    render::paint(*ImGui::GetWindowDrawList(), scene, {origin.x, origin.y}, frame.fonts, frame.painter);
}

}  // namespace poolwalk::ui
