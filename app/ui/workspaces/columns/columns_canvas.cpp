// The picture of the Columns workspace, and what the mouse does on it: a cell lights all its copies and
// an entry its cell; cells of X and dY are pinned and edited; the wheel moves along the matrix.
#include <cmath>

#include "app/render/scene_painter.h"
#include "app/ui/panels.h"
#include "app/ui/widgets/cell_editor.h"
#include "app/ui/widgets/widgets.h"
#include "core/workspaces/columns/columns_scene.h"
#include "core/workspaces/columns/columns_sentence.h"

namespace poolwalk::ui {
namespace {

constexpr std::int64_t max_named = 512;

// The words stand at the bottom of the canvas, where they cover none of what lights up.
void hover(const Frame& frame, const scene::ColumnsPoint& point, ImVec2 bottom_left) {
    frame.memory.columns.entry = point.entry;
    frame.memory.columns.column = point.column;
    if (point.cell != frame.state.view.hover) frame.emit(Hover{point.cell});
    if ((!point.cell && !point.column) || frame.memory.editor) return;
    ImGui::SetNextWindowPos({bottom_left.x + frame.px(12), bottom_left.y - frame.px(8)}, ImGuiCond_Always, {0, 1});
    ImGui::BeginTooltip();
    ImGui::TextUnformatted(scene::columns_cell_words(frame.state, frame.derived, point).c_str());
    mark(frame, "columns_words");
    ImGui::EndTooltip();
}

void click(const Frame& frame, const scene::ColumnsLayout& layout, const scene::ColumnsPoint& point,
           scene::Vec2 mouse) {
    if (!ImGui::IsMouseClicked(0)) return;
    if (frame.memory.editor && !commit_edit(frame)) return;
    if (const auto plane = scene::thumbnail_at(frame.state, scene::strip_of(layout), mouse))
        return frame.emit(ChoosePlane{*plane});
    if (!point.cell || point.entry || !is_editable(point.cell->grid)) return frame.emit(Pin{});
    frame.emit(Pin{point.cell});
    if (ImGui::IsMouseDoubleClicked(0) && can_edit(frame, *point.cell))
        begin_edit(frame, *point.cell, text_to_edit(frame, *point.cell), true);
}

// Cells by name, for tests: "X(1,2)", "dY(0,0)", "X_col(3,4)", "dX_col(3,4)".
void mark_cells(const Frame& frame, const scene::ColumnsLayout& layout, ImVec2 origin) {
    const auto name_cell = [&](std::string_view name, std::int64_t h, std::int64_t w, const scene::Rect& r) {
        mark_rect(frame, std::string(name) + "(" + std::to_string(h) + "," + std::to_string(w) + ")",
                  {origin.x + r.x, origin.y + r.y}, {origin.x + r.right(), origin.y + r.bottom()});
    };
    const Shape& x = layout.plan.input;
    if (layout.input.rows.shown * layout.input.cols.shown <= max_named)
        for (std::int64_t h = layout.input.rows.first; h < layout.input.rows.end(); ++h)
            for (std::int64_t w = layout.input.cols.first; w < layout.input.cols.end(); ++w) {
                if (!inside({h, w}, x.h, x.w)) continue;
                name_cell("X", h, w, layout.input.cell({h, w}));
                name_cell("dX", h, w, layout.grad_input.cell({h, w}));
            }
    for (const scene::Thumbnail& t : scene::thumbnails(frame.state, scene::strip_of(layout)))
        mark_rect(frame, "plane." + std::to_string(t.plane), {origin.x + t.rect.x, origin.y + t.rect.y},
                  {origin.x + t.rect.right(), origin.y + t.rect.bottom()});
    const std::int64_t entries = layout.rows.shown * layout.columns.shown;
    for (std::int64_t j = layout.columns.first; j < layout.columns.end() && entries <= max_named; ++j) {
        const auto& [plane, window] = place_of_column(layout.plan, j);
        for (const auto& [band, name] :
             {std::pair{scene::Band::Columns, "X_col"}, std::pair{scene::Band::GradColumns, "dX_col"}})
            for (std::int64_t i = layout.rows.first; layout.shows(band) && i < layout.rows.end(); ++i)
                name_cell(name, i, j, layout.entry(band, {i, j}));
        if (plane != layout.plane) continue;
        if (layout.shows(scene::Band::Output))
            name_cell("Y", window.h, window.w, layout.entry(scene::Band::Output, {0, j}));
        if (layout.shows(scene::Band::GradOutput))
            name_cell("dY", window.h, window.w, layout.entry(scene::Band::GradOutput, {0, j}));
    }
}

}  // namespace

void draw_columns_canvas(const Frame& frame) {
    const ImVec2 origin = ImGui::GetCursorScreenPos(), size = ImGui::GetContentRegionAvail();
    const scene::Rect canvas{0, 0, size.x, size.y};
    ImGui::InvisibleButton("columns canvas", size);
    mark(frame, "columns_canvas");
    const bool over = ImGui::IsItemHovered();
    const ImVec2 m = ImGui::GetIO().MousePos;
    const scene::Vec2 mouse{m.x - origin.x, m.y - origin.y};
    const scene::ColumnsLayout layout = scene::columns_layout_of(frame.state, canvas, frame.memory.columns);
    const scene::ColumnsPoint point =
        over ? scene::columns_point_at(frame.state, layout, mouse) : scene::ColumnsPoint{};
    if (over) click(frame, layout, point, mouse);
    if (const float wheel = ImGui::GetIO().MouseWheel - ImGui::GetIO().MouseWheelH; over && wheel != 0)
        frame.memory.columns = scene::scrolled(frame.state, layout, frame.memory.columns, -std::lround(wheel * 2));
    hover(frame, point, {origin.x, origin.y + size.y});
    const scene::Scene scene =
        scene::build_columns_scene(frame.state, frame.derived, canvas, frame.memory.columns, frame.memory.cache);
    render::paint(*ImGui::GetWindowDrawList(), scene, {origin.x, origin.y}, frame.fonts, frame.painter);
    if (auto& editor = frame.memory.editor) {
        const auto* edited = std::get_if<CellRef>(&editor->cell);
        const scene::Rect cell = edited ? scene::columns_cell_rect(layout, *edited) : scene::Rect{};
        if (cell.w > 0) draw_cell_editor(frame, cell, origin);
        else editor.reset();  // what cannot be seen is not typed into
    }
    mark_cells(frame, layout, origin);
}

}  // namespace poolwalk::ui
