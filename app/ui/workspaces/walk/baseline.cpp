#include "app/ui/workspaces/walk/baseline.h"

#include <cmath>

#include "app/render/scene_painter.h"
#include "app/ui/style.h"
#include "app/ui/widgets/widgets.h"
#include "core/base/number_text.h"
#include "core/workspaces/walk/differences.h"

namespace poolwalk::ui {
namespace {

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

std::string sum_text(const Derived& derived) { return "Σ dX " + short_text(derived.budget.total().out); }

void hover(const Frame& frame, const scene::Shown& shown, const scene::Hit& hit) {
    if (hit.cell != frame.state.view.hover) frame.emit(Hover{hit.cell});
    if (!hit.cell) return;
    show_tooltip(frame, "baseline: " + scene::cell_words(shown.state, shown.derived, *hit.cell));
}

}  // namespace

bool shows_baseline(const Frame& frame) { return frame.baseline && scene::open_workspace(frame.state).has_baseline; }

Halves halves_of(const Frame& frame, ImVec2 corner, ImVec2 size) {
    const float top = corner.y + frame.px(strip_px), width = std::floor(size.x / 2);
    return {{corner.x, top}, {corner.x + size.x - width, top}, {width, std::max(1.0f, size.y - frame.px(strip_px))}};
}

void draw_baseline(const Frame& frame, const Halves& halves) {
    const AppState& state = frame.baseline->state;
    const scene::WorkspaceRow& open = scene::open_workspace(state);
    const std::optional<Step> step = scene::step_done_last(state);
    const scene::Pointing nothing;
    const scene::Shown shown{state, frame.baseline->derived, frame.analyses, step, nothing};
    const scene::AnyLayout layout = open.lay_out(shown, {0, 0, halves.size.x, halves.size.y});
    render::paint(*ImGui::GetWindowDrawList(), scene::build_scene(shown, layout, frame.memory.baseline_cache),
                  {halves.left.x, halves.left.y}, frame.fonts, frame.painter);
    const ImVec2 m = ImGui::GetIO().MousePos;
    if (!ImGui::IsItemHovered() || frame.memory.drag_from || m.x >= halves.left.x + halves.size.x) return;
    hover(frame, shown, open.hit(shown, layout, {m.x - halves.left.x, m.y - halves.left.y}));
}

void draw_differences(const Frame& frame, const Halves& halves, const scene::AnyLayout& layout, scene::Scene& scene) {
    const BaselineNow& baseline = *frame.baseline;
    const auto found =
        scene::ring_differences(scene, frame.state, frame.derived, baseline, std::get<scene::WalkLayout>(layout));
    const Document &now = frame.state.document, &then = baseline.state.document;
    const float top = halves.left.y - frame.px(strip_px), width = halves.size.x;
    draw_strip(frame, {halves.left.x, top}, width, "baseline: " + scene::name_beside(then, now),
               then.title + " · " + sum_text(baseline.derived), frame.palette().text);
    draw_strip(frame, {halves.right.x, top}, width, scene::name_beside(now, then),
               now.title + " · " + sum_text(frame.derived) + " · " + found.sentence, frame.palette().accent);
    ImGui::GetWindowDrawList()->AddLine({halves.right.x, top}, {halves.right.x, top + ImGui::GetWindowHeight()},
                                        packed(frame.palette().line));
}

}  // namespace poolwalk::ui
