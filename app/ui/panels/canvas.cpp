// The picture of the open workspace, and what the mouse does on it: hover, pin, select, edit, zoom, move. What
// lies where and what a click means is the workspace's row's to say (core/workspaces/workspaces.h).
#include <cmath>

#include "app/render/scene_painter.h"
#include "app/ui/panels.h"
#include "app/ui/style.h"
#include "app/ui/widgets/cell_editor.h"
#include "app/ui/widgets/cell_menu.h"
#include "app/ui/widgets/widgets.h"
#include "app/ui/workspaces/walk/baseline.h"

namespace poolwalk::ui {
namespace {

struct Canvas {
    const Frame& frame;
    const scene::WorkspaceRow& open;
    ImVec2 origin, size;
    scene::AnyLayout layout;
    scene::Vec2 mouse;     // on the canvas
    bool is_over = false;  // the mouse, with nothing in front
    scene::Hit hit{};

    ImVec2 on_screen(scene::Vec2 at) const { return {origin.x + at.x, origin.y + at.y}; }
};

Canvas canvas_at(const Frame& frame, ImVec2 origin, ImVec2 size) {
    const scene::WorkspaceRow& open = scene::open_workspace(frame.state);
    const ImVec2 m = ImGui::GetIO().MousePos;
    Canvas c{.frame = frame,
             .open = open,
             .origin = origin,
             .size = size,
             .layout = open.lay_out(frame.shown(), {0, 0, size.x, size.y}),
             .mouse = {m.x - origin.x, m.y - origin.y}};
    c.is_over = ImGui::IsItemHovered() && c.mouse.x >= 0;  // the left half is the baseline's
    if (c.is_over) c.hit = open.hit(frame.shown(), c.layout, c.mouse);
    return c;
}

// A drag on a cell that carries a number selects; any other moves the picture.
void begin_drag(const Canvas& c) {
    UiMemory& memory = c.frame.memory;
    const bool other_button = ImGui::IsMouseClicked(1) || ImGui::IsMouseClicked(2);
    if (c.open.pull && c.is_over && c.hit.grab && ImGui::IsMouseClicked(0) && !open_question(c.frame.state))
        memory.grab = c.hit.grab;
    if (!ImGui::IsMouseDown(0) && memory.grab) {
        memory.grab.reset();
        c.frame.emit(EndGesture{});
    }
    if (c.open.drag && c.is_over && !memory.grab && (other_button || (ImGui::IsMouseClicked(0) && !c.hit.has_number)))
        memory.drag_from = c.mouse;
    if (!ImGui::IsMouseDown(0) && !ImGui::IsMouseDown(1) && !ImGui::IsMouseDown(2)) {
        memory.drag_from.reset();
        memory.selecting = false;
    }
}

// A click on the cell under the mouse answers the lesson's question.
bool is_asked_for(const Canvas& c) {
    const LessonAnswer* asked = open_question(c.frame.state);
    return asked && c.is_over && c.hit.cell && is_reply_to(*asked, *c.hit.cell);
}

void click(const Canvas& c) {
    if (!c.is_over || !ImGui::IsMouseClicked(0) || c.frame.memory.grab) return;
    const Frame& frame = c.frame;
    if (frame.memory.editor && !commit_edit(frame)) return;
    if (open_question(frame.state)) {
        if (is_asked_for(c)) frame.emit(AnswerLesson{*c.hit.cell});
        return;
    }
    const bool edits = c.hit.editable && ImGui::IsMouseDoubleClicked(0);
    const scene::Clicked clicked = c.open.click(frame.state, c.hit, ImGui::GetIO().KeyShift && !edits);
    if (clicked.command) frame.emit(*clicked.command);
    if (edits) begin_edit(frame, *c.hit.editable, text_to_edit(frame, *c.hit.editable), true);
    else frame.memory.selecting = clicked.selects;
}

void drag(const Canvas& c) {
    UiMemory& memory = c.frame.memory;
    const View& view = c.frame.state.view;
    const auto& cell = c.hit.cell;
    if (memory.selecting && view.pinned && cell && cell->grid == view.pinned->grid &&
        view.selected_to.value_or(view.pinned->cell) != cell->cell)
        c.frame.emit(SelectTo{cell->cell});
    if (memory.grab) {
        if (const auto pulled = c.open.pull(c.frame.state, c.layout, *memory.grab, c.mouse)) c.frame.emit(*pulled);
        return;
    }
    if (!memory.drag_from || *memory.drag_from == c.mouse) return;
    const auto moved = c.open.drag ? c.open.drag(c.frame.state, c.layout, *memory.drag_from, c.mouse) : std::nullopt;
    if (!moved) return;
    c.frame.emit(*moved);
    memory.drag_from = c.mouse;
}

void wheel(const Canvas& c) {
    const float up = ImGui::GetIO().MouseWheel, along = up - ImGui::GetIO().MouseWheelH;
    if (!c.is_over) return;
    if (c.open.zoom && up != 0)
        if (const auto zoomed = c.open.zoom(c.frame.state, c.layout, c.mouse, static_cast<double>(up)))
            c.frame.emit(*zoomed);
    if (c.open.scroll && along != 0)
        c.frame.memory.pointing =
            c.open.scroll(c.frame.state, c.layout, c.frame.memory.pointing, static_cast<double>(along));
}

// The window of a step comes into sight when the step is done; what is looked at between two steps stays.
void follow_step(const Canvas& c) {
    if (!c.open.follow) return;
    UiMemory& memory = c.frame.memory;
    const std::int64_t done = c.frame.state.play.done;
    const bool is_new = memory.step_seen && *memory.step_seen != done;
    memory.step_seen = done;
    if (!is_new || memory.drag_from) return;
    if (const auto moved = c.open.follow(c.frame.shown(), c.layout)) c.frame.emit(*moved);
}

// The right button moves the picture when it is dragged, and opens the menu of the cell when it is not.
void ask_for_menu(const Canvas& c) {
    UiMemory& memory = c.frame.memory;
    if (c.is_over && ImGui::IsMouseClicked(1) && !open_question(c.frame.state)) memory.menu_from = c.mouse;
    if (!memory.menu_from || !ImGui::IsMouseReleased(1)) return;
    const bool moved = std::hypot(c.mouse.x - memory.menu_from->x, c.mouse.y - memory.menu_from->y) > c.frame.px(4);
    memory.menu_from.reset();
    const bool can_tell =
        c.hit.cell && !c.frame.state.view.is_grid_hidden(c.hit.cell->grid) && !c.frame.state.quiz.asking;
    if (!moved && can_tell && c.open.types_into) open_cell_menu(c.frame, *c.hit.cell);
}

// What is under the mouse lights up in the picture.
void point(Canvas& c) {
    const Frame& frame = c.frame;
    const scene::Pointing before = frame.memory.pointing;
    wheel(c);
    // What a cell under the mouse lights up could answer an open question.
    frame.memory.pointing.hit = frame.memory.drag_from || open_question(frame.state) ? scene::Hit{} : c.hit;
    if (frame.memory.grab) frame.memory.pointing.hit = {.grab = frame.memory.grab};
    if (frame.memory.pointing != before) c.layout = c.open.lay_out(frame.shown(), {0, 0, c.size.x, c.size.y});
    const bool at_baseline = shows_baseline(frame) && c.mouse.x < 0 && !frame.memory.drag_from;
    if (!at_baseline && frame.memory.pointing.hit.cell != frame.state.view.hover)
        frame.emit(Hover{frame.memory.pointing.hit.cell});
}

ImGuiMouseCursor cursor_of(const scene::Grab& grab) {
    switch (grab.grip) {
        case scene::Grip::Window: return ImGuiMouseCursor_ResizeAll;
        case scene::Grip::Kernel: return ImGuiMouseCursor_ResizeNWSE;
        case scene::Grip::Stride: return grab.is_below ? ImGuiMouseCursor_ResizeNS : ImGuiMouseCursor_ResizeEW;
        case scene::Grip::Value: return ImGuiMouseCursor_ResizeNS;
    }
    return ImGuiMouseCursor_Arrow;
}

// At the canvas's lower edge, or beside the cell and its neighbours, below them where there is room.
void place_words(const Canvas& c) {
    const scene::Rect& cell = c.hit.marked;
    if (c.open.words_at_edge)
        return ImGui::SetNextWindowPos({c.origin.x + c.frame.px(12), c.origin.y + c.size.y - c.frame.px(8)},
                                       ImGuiCond_Always, {0, 1});
    if (cell.w <= 0) return;
    const bool is_left = cell.center().x < c.size.x / 2, has_room = cell.bottom() + cell.h < c.size.y * 0.8f;
    ImGui::SetNextWindowPos(
        c.on_screen({is_left ? cell.x : cell.right(), has_room ? cell.bottom() + cell.h : cell.y - cell.h}),
        ImGuiCond_Always, {is_left ? 0.0f : 1.0f, has_room ? 0.0f : 1.0f});
}

void say_hit(const Canvas& c) {
    const scene::Hit& hit = c.frame.memory.pointing.hit;
    if (hit.is_button || is_asked_for(c)) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    if (hit.grab) ImGui::SetMouseCursor(cursor_of(*hit.grab));
    if (c.frame.memory.editor || c.frame.memory.grab) return;
    const std::string words = c.open.hit_words(c.frame.shown(), hit);
    if (words.empty()) return;
    place_words(c);
    show_tooltip(c.frame, words, "cell_words");
}

void draw_answer_ring(const Canvas& c) {
    if (!is_asked_for(c) || !c.open.place_of) return;
    const scene::Rect cell = c.open.place_of(c.layout, *c.hit.cell);
    ImGui::GetWindowDrawList()->AddRect(c.on_screen({cell.x, cell.y}), c.on_screen({cell.right(), cell.bottom()}),
                                        packed(c.frame.palette().accent), c.frame.px(4), 0, c.frame.px(2.5f));
}

// In a presentation the cell under the mouse is marked for the last row of the room.
void draw_pointer(const Canvas& c) {
    const scene::Rect& cell = c.hit.marked;
    if (!c.frame.state.view.presents || cell.w <= 0) return;
    const float by = c.frame.px(6);
    ImGui::GetWindowDrawList()->AddRect(c.on_screen({cell.x - by, cell.y - by}),
                                        c.on_screen({cell.right() + by, cell.bottom() + by}),
                                        packed(c.frame.palette().bad), c.frame.px(8), 0, c.frame.px(5));
    mark_rect(c.frame, "pointer", c.on_screen({cell.x, cell.y}), c.on_screen({cell.right(), cell.bottom()}));
}

void draw_editor(const Canvas& c) {
    auto& editor = c.frame.memory.editor;
    if (!editor) return;
    const scene::Rect cell = c.open.place_of ? c.open.place_of(c.layout, editor->cell) : scene::Rect{};
    if (cell.w > 0) draw_cell_editor(c.frame, cell, c.origin);
    else editor.reset();  // what cannot be seen is not typed into
}

// What is typed does not fit: the last valid picture stays, greyed.
void grey_while_typing(const Canvas& c) {
    if (!c.frame.memory.typed) return;
    scene::Color grey = c.frame.palette().canvas;
    grey.a = 150;
    ImGui::GetWindowDrawList()->AddRectFilled(c.origin, c.on_screen({c.size.x, c.size.y}), packed(grey));
}

void flash(const Frame& frame, scene::Scene& scene) {
    frame.memory.flashes.follow(scene, frame.state.revision);
    frame.memory.flashes.add(scene, frame.palette().accent, static_cast<float>(frame.state.play.flash));
}

}  // namespace

void draw_canvas(const Frame& frame) {
    const ImVec2 corner = ImGui::GetCursorScreenPos(), all = ImGui::GetContentRegionAvail();
    ImGui::InvisibleButton(
        "canvas", all,
        ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonRight | ImGuiButtonFlags_MouseButtonMiddle);
    mark(frame, "canvas");
    frame.memory.canvas = {corner.x, corner.y, all.x, all.y};
    const bool beside = shows_baseline(frame);
    const Halves halves = beside ? halves_of(frame, corner, all) : Halves{corner, corner, all};
    if (beside) draw_baseline(frame, halves);
    Canvas c = canvas_at(frame, halves.right, halves.size);
    begin_drag(c);
    click(c);
    drag(c);
    ask_for_menu(c);
    follow_step(c);
    point(c);
    scene::Scene scene = scene::build_scene(frame.shown(), c.layout, frame.memory.cache);
    scene = frame.memory.fade.over(std::move(scene), static_cast<float>(frame.state.play.fade));
    flash(frame, scene);
    if (beside) draw_differences(frame, halves, c.layout, scene);
    render::paint(*ImGui::GetWindowDrawList(), scene, {c.origin.x, c.origin.y}, frame.fonts, frame.painter);
    grey_while_typing(c);
    draw_editor(c);
    draw_answer_ring(c);
    draw_pointer(c);
    say_hit(c);
    draw_cell_menu(frame);
    for (const auto& [name, r] : scene.names)
        mark_rect(frame, name, c.on_screen({r.x, r.y}), c.on_screen({r.right(), r.bottom()}));
}

}  // namespace poolwalk::ui
