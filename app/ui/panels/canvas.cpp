// The picture, and what the mouse does on it: hover, pin, select, edit, zoom, move. With a baseline
// beside, that one has the left half, to look at, and the present one the right.
#include <cmath>

#include "app/render/scene_painter.h"
#include "app/ui/panels.h"
#include "app/ui/style.h"
#include "app/ui/widgets/cell_editor.h"
#include "app/ui/widgets/widgets.h"
#include "core/base/number_text.h"
#include "core/workspaces/walk/differences.h"

namespace poolwalk::ui {
namespace {

struct Mouse {
    scene::Vec2 at;     // on the canvas
    bool over = false;  // the canvas, and nothing in front of it
    std::optional<CellRef> cell;
};

Mouse mouse_on(const Frame& frame, const scene::Layout& layout, ImVec2 origin) {
    const ImVec2 m = ImGui::GetIO().MousePos;
    Mouse mouse{.at = {m.x - origin.x, m.y - origin.y}, .over = ImGui::IsItemHovered(), .cell = {}};
    mouse.over = mouse.over && mouse.at.x >= 0;  // the left half is the baseline's
    if (mouse.over) mouse.cell = scene::cell_at(frame.state, layout, mouse.at);
    return mouse;
}

// A drag on a cell that carries a number selects; any other moves the picture.
void begin_drag(const Frame& frame, const scene::Layout& layout, const Mouse& mouse) {
    UiMemory& memory = frame.memory;
    const bool other_button = ImGui::IsMouseClicked(1) || ImGui::IsMouseClicked(2);
    if (mouse.over && (other_button || (ImGui::IsMouseClicked(0) && (!mouse.cell || !scene::shows_numbers(layout)))))
        memory.drag_from = mouse.at;
    if (!ImGui::IsMouseDown(0) && !ImGui::IsMouseDown(1) && !ImGui::IsMouseDown(2)) {
        memory.drag_from.reset();
        memory.selecting = false;
    }
}

void click(const Frame& frame, const scene::Layout& layout, const Mouse& mouse) {
    if (!mouse.over || !ImGui::IsMouseClicked(0)) return;
    if (frame.memory.editor && !commit_edit(frame)) return;
    if (const auto plane = scene::thumbnail_at(frame.state, layout, mouse.at)) return frame.emit(ChoosePlane{*plane});
    if (!mouse.cell) return frame.emit(Pin{});
    if (frame.state.view.is_grid_hidden(mouse.cell->grid)) return frame.emit(HideGrid{mouse.cell->grid, false});
    if (frame.state.quiz.asking && is_input_sized(mouse.cell->grid)) return frame.emit(Predict{mouse.cell->cell});
    if (ImGui::IsMouseDoubleClicked(0) && can_edit(frame, *mouse.cell)) {
        frame.emit(Pin{mouse.cell});
        return begin_edit(frame, *mouse.cell, text_to_edit(frame, *mouse.cell), true);
    }
    const auto& pinned = frame.state.view.pinned;
    if (ImGui::GetIO().KeyShift && pinned && pinned->grid == mouse.cell->grid)
        return frame.emit(SelectTo{mouse.cell->cell});
    frame.emit(Pin{mouse.cell});
    frame.memory.selecting = scene::shows_numbers(layout);
}

void drag(const Frame& frame, const scene::Layout& layout, const Mouse& mouse) {
    UiMemory& memory = frame.memory;
    const auto& pinned = frame.state.view.pinned;
    if (memory.selecting && pinned && mouse.cell && mouse.cell->grid == pinned->grid &&
        frame.state.view.selected_to.value_or(pinned->cell) != mouse.cell->cell)
        frame.emit(SelectTo{mouse.cell->cell});
    if (!memory.drag_from || *memory.drag_from == mouse.at || frame.state.view.camera.zoom <= 1) return;
    frame.emit(SetCamera{scene::dragged(frame.state, layout, *memory.drag_from, mouse.at)});
    memory.drag_from = mouse.at;
}

void hover(const Frame& frame, const Mouse& mouse) {
    const bool dragging = frame.memory.drag_from.has_value();
    const auto cell = dragging ? std::nullopt : mouse.cell;
    if (frame.baseline && mouse.at.x < 0 && !dragging) return;
    if (cell != frame.state.view.hover) frame.emit(Hover{cell});
    if (!cell || frame.memory.editor || frame.state.view.is_grid_hidden(cell->grid)) return;
    ImGui::BeginTooltip();
    ImGui::TextUnformatted(scene::cell_words(frame.state, frame.derived, *cell).c_str());
    ImGui::EndTooltip();
}

// In a presentation the cell under the mouse is marked for the last row of the room.
void point(const Frame& frame, const scene::Layout& layout, const Mouse& mouse, ImVec2 origin) {
    if (!frame.state.view.presents || !mouse.cell) return;
    const scene::Rect cell = layout.of(mouse.cell->grid).cell(mouse.cell->cell, layout.cell_px);
    const float by = frame.px(6);
    ImGui::GetWindowDrawList()->AddRect({origin.x + cell.x - by, origin.y + cell.y - by},
                                        {origin.x + cell.right() + by, origin.y + cell.bottom() + by},
                                        packed(frame.palette().bad), frame.px(8), 0, frame.px(5));
    mark_rect(frame, "pointer", {origin.x + cell.x, origin.y + cell.y},
              {origin.x + cell.right(), origin.y + cell.bottom()});
}

void wheel(const Frame& frame, const scene::Layout& layout, const Mouse& mouse) {
    const float steps = ImGui::GetIO().MouseWheel;
    if (!mouse.over || steps == 0) return;
    frame.emit(SetCamera{scene::zoomed(frame.state, layout, mouse.at, std::pow(1.2, steps))});
}

// The window of a step comes into sight when the step is done; what is looked at between two steps stays.
void follow_step(const Frame& frame, const scene::Layout& layout) {
    const std::int64_t done = frame.state.play.done;
    const bool is_new = frame.memory.step_seen && *frame.memory.step_seen != done;
    frame.memory.step_seen = done;
    if (!is_new || !frame.step || frame.memory.drag_from) return;
    const Camera camera = scene::following(frame.state, layout, frame.step->place.window);
    if (camera != frame.state.view.camera) frame.emit(SetCamera{camera});
}

// Cells by name, for tests: "X(1,2)".
void mark_cells(const Frame& frame, const scene::Layout& layout, ImVec2 origin) {
    for (const GridId grid : all_grids) {
        const scene::VisibleCells visible = scene::visible_cells(layout, grid);
        if (visible.count() > 256) continue;
        for (std::int64_t h = visible.first.h; h < visible.last.h; ++h)
            for (std::int64_t w = visible.first.w; w < visible.last.w; ++w) {
                const scene::Rect r = layout.of(grid).cell({h, w}, layout.cell_px);
                mark_rect(frame,
                          std::string(symbol_of(grid)) + "(" + std::to_string(h) + "," + std::to_string(w) + ")",
                          {origin.x + r.x, origin.y + r.y}, {origin.x + r.right(), origin.y + r.bottom()});
            }
    }
    for (const scene::Thumbnail& t : scene::thumbnails(frame.state, layout))
        mark_rect(frame, "plane." + std::to_string(t.plane), {origin.x + t.rect.x, origin.y + t.rect.y},
                  {origin.x + t.rect.right(), origin.y + t.rect.bottom()});
}

constexpr float strip_px = 44;  // over each half: what it is

// Two lines over a half of the canvas.
void draw_strip(const Frame& frame, ImVec2 at, float width, const std::string& name, const std::string& below,
                scene::Color ink) {
    const scene::Palette& p = frame.palette();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddRectFilled(at, {at.x + width, at.y + frame.px(strip_px)}, packed(p.panel));
    list.AddLine({at.x, at.y + frame.px(strip_px)}, {at.x + width, at.y + frame.px(strip_px)}, packed(p.line));
    const float room = width - frame.px(28);
    {
        const WithFont font(frame, scene::Font::SansBold, 14);
        list.AddText({at.x + frame.px(14), at.y + frame.px(5)}, packed(ink), shortened(name, room).c_str());
    }
    const WithFont font(frame, scene::Font::Sans, 13);
    list.AddText({at.x + frame.px(14), at.y + frame.px(24)}, packed(p.dim), shortened(below, room).c_str());
}

// The baseline, drawn into its half; what is under the mouse there lights up in both.
void draw_baseline(const Frame& frame, ImVec2 at, ImVec2 size) {
    const BaselineNow& baseline = *frame.baseline;
    const scene::Rect canvas{0, 0, size.x, size.y};
    const scene::Layout layout = scene::layout_of(baseline.state, canvas);
    const scene::Scene scene =
        scene::build_scene(baseline.state, baseline.derived, canvas, frame.memory.baseline_cache);
    render::paint(*ImGui::GetWindowDrawList(), scene, {at.x, at.y}, frame.fonts, frame.painter);
    const ImVec2 m = ImGui::GetIO().MousePos;
    if (!ImGui::IsItemHovered() || frame.memory.drag_from) return;
    if (m.x >= at.x + size.x) return;
    const auto cell = scene::cell_at(baseline.state, layout, {m.x - at.x, m.y - at.y});
    if (cell != frame.state.view.hover) frame.emit(Hover{cell});
    if (!cell) return;
    ImGui::BeginTooltip();
    ImGui::TextUnformatted(("held: " + scene::cell_words(held.state, held.derived, *cell)).c_str());
    ImGui::EndTooltip();
}

std::string sum_text(const Derived& derived) { return "Σ dX " + short_text(derived.budget.total().out); }

void draw_strips(const Frame& frame, ImVec2 left, ImVec2 right, float width, const std::string& differences) {
    const Document &now = frame.state.document, &baseline = frame.baseline->state.document;
    draw_strip(frame, left, width, "held: " + scene::name_beside(held, now),
               baseline.title + " · " + sum_text(frame.baseline->derived), frame.palette().text);
    draw_strip(frame, right, width, scene::name_beside(now, baseline),
               now.title + " · " + sum_text(frame.derived) + " · " + differences, frame.palette().accent);
    ImGui::GetWindowDrawList()->AddLine({right.x, right.y}, {right.x, right.y + ImGui::GetWindowHeight()},
                                        packed(frame.palette().line));
}

}  // namespace

void draw_canvas(const Frame& frame) {
    const ImVec2 corner = ImGui::GetCursorScreenPos(), all = ImGui::GetContentRegionAvail();
    ImVec2 origin = corner, size = all;
    if (frame.baseline) {
        size = {std::floor(all.x / 2), std::max(1.0f, all.y - frame.px(strip_px))};
        origin = {corner.x + all.x - size.x, corner.y + frame.px(strip_px)};
    }
    const scene::Rect canvas{0, 0, size.x, size.y};
    ImGui::InvisibleButton(
        "canvas", all,
        ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonRight | ImGuiButtonFlags_MouseButtonMiddle);
    mark(frame, "canvas");
    if (frame.baseline) draw_baseline(frame, {corner.x, origin.y}, size);
    const scene::Layout layout = scene::layout_of(frame.state, canvas);
    const Mouse mouse = mouse_on(frame, layout, origin);
    begin_drag(frame, layout, mouse);
    click(frame, layout, mouse);
    drag(frame, layout, mouse);
    wheel(frame, layout, mouse);
    follow_step(frame, layout);

    scene::Scene scene = scene::build_scene(frame.state, frame.derived, canvas, frame.memory.cache);
    if (frame.baseline) {
        const auto found = scene::ring_differences(scene, frame.state, frame.derived, *frame.baseline, layout);
        draw_strips(frame, corner, {origin.x, corner.y}, size.x, found.sentence);
    }
    ImDrawList& list = *ImGui::GetWindowDrawList();
    render::paint(list, scene, {origin.x, origin.y}, frame.fonts, frame.painter);
    // What is typed does not fit: the last valid picture stays, greyed.
    if (frame.memory.typed) {
        scene::Color veil = frame.palette().canvas;
        veil.a = 150;
        list.AddRectFilled(origin, {origin.x + size.x, origin.y + size.y}, packed(veil));
    }
    if (frame.memory.editor)
        if (const auto* cell = std::get_if<CellRef>(&frame.memory.editor->cell))
            draw_cell_editor(frame, layout.of(cell->grid).cell(cell->cell, layout.cell_px), origin);
    point(frame, layout, mouse, origin);
    hover(frame, mouse);
    mark_cells(frame, layout, origin);
}

}  // namespace poolwalk::ui
