#include "core/workspaces/answer_marks.h"

#include <algorithm>

#include "core/doc/update/workspace_actions.h"
#include "core/scene/rects.h"
#include "core/scene/theme.h"

namespace poolwalk::scene {
namespace {

struct Marks {
    Scene& scene;
    const Shown& shown;
    const AnyLayout& layout;
    const Sketch draw = sketch_of(scene, shown.state);

    // Where the picture shows the cell; empty: nowhere.
    Rect place_of(const CellRef& ref) const {
        const WorkspaceRow& row = open_workspace(shown.state);
        const Shape shape = shape_of_grid(shown.state.document, ref.grid);
        if (!row.place_of || ref.plane != shown.state.view.plane || !inside(ref.cell, shape.h, shape.w)) return {};
        return row.place_of(layout, ref);
    }
    Rect viewport_of(GridId grid) const {
        const HeatMap* map = scene.find(grid);
        return map ? map->viewport : Rect{};
    }
};

// Nothing of what lies below the question mark is left.
void ask(const Marks& m, const CellRef& ref) {
    const Rect cell = m.place_of(ref), clip = m.viewport_of(ref.grid), seen = overlap(cell, clip);
    if (seen.w <= 0 || seen.h <= 0) return;
    Scene& scene = m.scene;
    std::erase_if(scene.labels, [&](const Label& l) { return cell.contains(l.at); });
    std::erase_if(scene.discs, [&](const Disc& d) { return cell.contains(d.center); });
    std::erase_if(scene.rings, [&](const Box& r) { return cell.contains(r.rect.center()) && r.rect.w <= cell.w; });
    const Palette& p = m.draw.palette;
    scene.boxes.push_back({.role = Role::Answer, .rect = seen, .fill = p.empty});
    scene.boxes.push_back({.role = Role::Answer, .rect = seen, .stroke = p.hatch, .hatch = true});
    m.draw.ring(Role::Answer, cell,
                {.color = p.accent, .thickness = 3, .radius = 4, .clip = shrunk(clip, -m.draw.px(4))});
    m.draw.text(Role::Answer, "?", cell.center(),
                {.size = std::clamp(cell.w * 0.5f / m.draw.scale, 8.0f, 40.0f),
                 .color = p.accent,
                 .font = Font::SansBold,
                 .align = Align::Center,
                 .clip = clip});
}

// The sign stands in a corner, beside the digits; where there is no room for it the colour says it alone.
void judge(const Marks& m, const CellRef& ref, bool right) {
    const Rect cell = m.place_of(ref), clip = m.viewport_of(ref.grid);
    if (overlap(cell, clip).w <= 0 || overlap(cell, clip).h <= 0) return;
    const Palette& p = m.draw.palette;
    const Color color = right ? p.good : p.bad;
    m.draw.ring(Role::Answer, shrunk(cell, m.draw.px(1)),
                {.color = color, .thickness = 3, .radius = 4, .clip = shrunk(clip, -m.draw.px(4))});
    const float radius = std::min(m.draw.px(9), cell.w * 0.16f);
    if (radius < m.draw.px(4)) return;
    m.draw.disc(Role::Answer, {cell.right() - radius, cell.y + radius}, right ? "✓" : "✗",
                {.radius_px = radius, .fill = color, .ink = p.canvas, .text_size = radius * 1.5f / m.draw.scale});
}

// The cell that was clicked, until the walk goes on.
void add_guess(const Marks& marks) {
    const AppState& state = marks.shown.state;
    const auto& answer = state.quiz.answer;
    if (!answer || answer->guess != Guess::Cell || !workspace_actions(state.view.workspace).can_predict) return;
    judge(marks, {GridId::Input, state.view.plane, answer->cell}, answer->right);
}

void add_lesson_marks(const Marks& marks) {
    const LessonRun* run = running_lesson(marks.shown.state);
    if (!run || run->stage == LessonStage::End) return;
    const auto& answer = run->lesson->pages[run->page].answer;
    if (!answer) return;
    const bool is_open = run->stage == LessonStage::Question;
    if (is_open && answer->of) ask(marks, *answer->of);
    for (const LessonReply& wrong : run->wrong)
        if (const auto* cell = std::get_if<CellRef>(&wrong)) judge(marks, *cell, false);
    if (is_open) return;
    for (const LessonReply& right : answer->right)
        if (const auto* cell = std::get_if<CellRef>(&right)) judge(marks, *cell, true);
    if (answer->of) judge(marks, *answer->of, true);
}

}  // namespace

void add_answer_marks(Scene& scene, const Shown& shown, const AnyLayout& layout) {
    const Marks marks{scene, shown, layout};
    add_guess(marks);
    add_lesson_marks(marks);
}

}  // namespace poolwalk::scene
