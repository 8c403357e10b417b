// The walk as a line: transport buttons, speed, and a bar that is clicked and dragged. Marks below
// it tell where ties are and where a step adds to a cell that already holds gradient.
#include <algorithm>
#include <cmath>

#include "app/ui/panels.h"
#include "app/ui/widgets/playback_buttons.h"
#include "app/ui/widgets/timeline_bar.h"
#include "app/ui/widgets/widgets.h"

namespace poolwalk::ui {
namespace {

void draw_segments(const Frame& frame, const Bar& bar, const WalkPlan& plan) {
    const std::int64_t done = frame.state.play.done,
                       forward = std::min(plan.output.cells() * steps_per_window(plan), bar.steps);
    draw_steps(frame, bar, 0, forward, done, frame.palette().forward);
    draw_steps(frame, bar, forward, bar.steps, done, frame.palette().backward);
    draw_last_step(frame, bar, done);
}

// One mark a pixel column at most, however many steps there are.
void draw_marks(const Frame& frame, const Bar& bar, const WalkPlan& plan) {
    const std::int64_t windows = plan.output.cells(), per = steps_per_window(plan),
                       of_plane = plan.output.plane_cells();
    const auto& held = frame.derived.budget.contributes_to_nonzero();
    const std::int64_t stride = std::max<std::int64_t>(1, windows / 4000);
    const std::vector<bool>& tied = ties_of(frame, windows, stride, [&](std::int64_t w) {
        return std::pair{w / of_plane, Place{w % of_plane / plan.output.w, w % plan.output.w}};
    });
    float last_tie = -1e9f, last_add = -1e9f;
    for (std::int64_t w = 0; w < windows; w += stride) {
        const std::int64_t plane = w / of_plane, oh = w % of_plane / plan.output.w, ow = w % plan.output.w;
        const float width = bar.x_of(per) - bar.min.x;
        const float tie_x = bar.x_of(w * per) + width / 2;
        if (tied[static_cast<std::size_t>(w / stride)] && tie_x - last_tie > frame.px(4)) {
            draw_tie_mark(frame, bar, tie_x);
            last_tie = tie_x;
        }
        if (plan.forward_only || held(plane, oh, ow) == 0) continue;
        const float add_x = bar.x_of((windows + w) * per) + width / 2;
        if (add_x - last_add <= frame.px(4)) continue;
        draw_adds_mark(frame, bar, add_x);
        last_add = add_x;
    }
}

// "forward: 9 windows", or the first word alone where there is no room, or nothing.
std::string caption(const char* half, const std::string& windows, float room) {
    std::string full = std::string(half) + ": " + windows;
    if (ImGui::CalcTextSize(full.c_str()).x <= room) return full;
    return ImGui::CalcTextSize(half).x <= room ? half : "";
}

void draw_captions(const Frame& frame, const Bar& bar, const WalkPlan& plan) {
    const scene::Palette& p = frame.palette();
    const WithFont font(frame, scene::Font::Sans, 13);
    const float y = bar.max.y + frame.px(20), gap = frame.px(10);
    const std::string windows =
        std::to_string(plan.output.cells()) + (plan.output.cells() == 1 ? " window" : " windows");
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float middle = plan.forward_only ? bar.max.x : bar.x_of(plan.output.cells() * steps_per_window(plan));
    list.AddText({bar.min.x, y}, packed(p.forward), caption("forward", windows, middle - bar.min.x - gap).c_str());
    if (plan.forward_only) return;
    const std::string backward = caption("backward", windows, bar.max.x - middle);
    list.AddText({middle, y}, packed(p.backward), backward.c_str());
    draw_mark_legend(frame, middle + ImGui::CalcTextSize(backward.c_str()).x, bar.max.x, y);
}

// Clicked or dragged: a step's segment stands for that step being done; left of the first, none is.
void scrub(const Frame& frame, const Bar& bar) {
    if (!ImGui::IsItemActive()) return;
    const float t = (ImGui::GetIO().MousePos.x - bar.min.x) / (bar.max.x - bar.min.x);
    const double at = std::ceil(std::clamp(static_cast<double>(t), 0.0, 1.0) * static_cast<double>(bar.steps));
    const auto done = std::min(static_cast<std::int64_t>(at), bar.steps);
    if (done != track_of(frame.state).done) frame.emit(Seek{done});
}

// The steps of the open workspace's track, and what they are.
void draw_walked(const Frame& frame, const Bar& bar) {
    switch (frame.state.view.workspace) {
        case Workspace::Columns: return draw_columns_steps(frame, bar);
        default: break;
    }
    const WalkPlan plan = plan_of(frame.state);
    draw_segments(frame, bar, plan);
    draw_marks(frame, bar, plan);
    draw_captions(frame, bar, plan);
}

}  // namespace

void draw_steps(const Frame& frame, const Bar& bar, std::int64_t from, std::int64_t to, std::int64_t done,
                scene::Color color) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float gap = bar.steps <= max_segments ? frame.px(2) : 0;
    const auto piece = [&](std::int64_t first, std::int64_t last, bool is_done) {
        if (first >= last) return;
        scene::Color shade = color;
        if (!is_done) shade.a = 70;
        list.AddRectFilled({bar.x_of(first), bar.min.y}, {bar.x_of(last) - gap, bar.max.y}, packed(shade),
                           gap > 0 ? frame.px(2) : 0);
    };
    if (bar.steps <= max_segments) {
        for (std::int64_t i = from; i < to; ++i) piece(i, i + 1, i < done);
        return;
    }
    const std::int64_t middle = std::clamp(done, from, to);
    piece(from, middle, true);
    piece(middle, to, false);
}

void draw_last_step(const Frame& frame, const Bar& bar, std::int64_t done) {
    if (done == 0) return;
    const float left = bar.x_of(done - 1), right = std::max(bar.x_of(done), left + frame.px(4));
    ImGui::GetWindowDrawList()->AddRect({left - frame.px(2), bar.min.y - frame.px(4)},
                                        {right, bar.max.y + frame.px(4)}, packed(frame.palette().accent), frame.px(3),
                                        0, frame.px(2.5f));
}

void draw_tie_mark(const Frame& frame, const Bar& bar, float x) {
    const float y = bar.max.y + frame.px(10), r = frame.px(3.5f);
    ImGui::GetWindowDrawList()->AddQuadFilled({x - r, y}, {x, y - r}, {x + r, y}, {x, y + r},
                                              packed(frame.palette().bad));
}

void draw_adds_mark(const Frame& frame, const Bar& bar, float x) {
    ImGui::GetWindowDrawList()->AddCircleFilled({x, bar.max.y + frame.px(10)}, frame.px(3.5f),
                                                packed(frame.palette().accent));
}

void draw_mark_legend(const Frame& frame, float from, float right, float y) {
    const scene::Palette& p = frame.palette();
    const char *adds = "adds to a cell that already holds gradient", *tie = "tie";
    const float adds_x = right - ImGui::CalcTextSize(adds).x, tie_x = adds_x - frame.px(64);
    if (tie_x < from + frame.px(24)) return;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float mid = y + ImGui::GetTextLineHeight() / 2, r = frame.px(4), sign_x = tie_x - frame.px(9);
    list.AddCircleFilled({adds_x - frame.px(9), mid}, r, packed(p.accent));
    list.AddText({adds_x, y}, packed(p.dim), adds);
    list.AddQuadFilled({sign_x - r, mid}, {sign_x, mid - r}, {sign_x + r, mid}, {sign_x, mid + r}, packed(p.bad));
    list.AddText({tie_x, y}, packed(p.dim), tie);
}

void draw_timeline(const Frame& frame) {
    draw_transport(frame);
    const Track track = track_of(frame.state);
    const std::string count = std::to_string(track.done) + " / " + std::to_string(track.count);
    const float bar_x = frame.px(470), all = ImGui::GetWindowSize().x;
    const WithFont mono(frame, scene::Font::Mono, 16);
    const float count_width = std::max(ImGui::CalcTextSize(count.c_str()).x, frame.px(90));
    const Bar bar{
        {bar_x, ImGui::GetWindowPos().y + frame.px(22)},
        {std::max(bar_x + frame.px(60), all - count_width - frame.px(44)), ImGui::GetWindowPos().y + frame.px(44)},
        track.count};
    ImGui::SetCursorScreenPos({bar.min.x, bar.min.y - frame.px(6)});
    ImGui::InvisibleButton("timeline", {bar.max.x - bar.min.x, bar.max.y - bar.min.y + frame.px(12)});
    mark_rect(frame, "timeline", bar.min, bar.max);
    scrub(frame, bar);
    draw_walked(frame, bar);

    ImGui::SetCursorScreenPos({all - ImGui::CalcTextSize(count.c_str()).x - frame.px(20), bar.min.y});
    ImGui::TextUnformatted(count.c_str());
    mark(frame, "step_count");
    const WithFont small(frame, scene::Font::Sans, 13);
    ImGui::SetCursorPos({frame.px(18), frame.px(64)});
    ImGui::TextColored(vec4(frame.palette().dim), "Space %s · ← → step · T ties · O overlap · F1 keys",
                       running_lesson(frame.state) ? "lesson" : "play");
}

}  // namespace poolwalk::ui
