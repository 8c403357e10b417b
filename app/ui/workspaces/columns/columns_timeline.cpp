// The four phases of im2col and col2im on the timeline. The marks are those of the Walk: columns whose
// maximum is tied, and columns that add to a cell already holding gradient.
#include "app/ui/widgets/timeline_bar.h"
#include "app/ui/widgets/widgets.h"

namespace poolwalk::ui {
namespace {

scene::Color color_of(const Frame& frame, const ColumnsPhaseRow& phase) {
    return phase.backward ? frame.palette().backward : frame.palette().forward;
}

// One mark a few pixels at most, however many columns there are.
void draw_marks(const Frame& frame, const Bar& bar, const ColumnsPlan& plan) {
    const std::int64_t stride = std::max<std::int64_t>(1, plan.columns() / 4000);
    const std::vector<bool>& tied =
        ties_of(frame, plan.columns(), stride, [&](std::int64_t j) { return place_of_column(plan, j); });
    const auto& held = frame.derived.budget.contributes_to_nonzero();
    const float half = (bar.x_of(1) - bar.min.x) / 2;
    float last_tie = -1e9f, last_add = -1e9f;
    for (std::int64_t j = 0; j < plan.columns(); j += stride) {
        const auto& [plane, window] = place_of_column(plan, j);
        const float tie_x = bar.x_of(index_of(plan, {ColumnsPhase::Argmax, j})) + half;
        if (tied[static_cast<std::size_t>(j / stride)] && tie_x - last_tie > frame.px(4))
            draw_tie_mark(frame, bar, last_tie = tie_x);
        const float add_x = bar.x_of(index_of(plan, {ColumnsPhase::Col2im, j})) + half;
        if (held(plane, window.h, window.w) != 0 && add_x - last_add > frame.px(4))
            draw_adds_mark(frame, bar, last_add = add_x);
    }
}

}  // namespace

void draw_columns_steps(const Frame& frame, const Bar& bar) {
    const ColumnsPlan plan = columns_plan_of(frame.state);
    const std::int64_t done = frame.state.play.columns_done;
    const WithFont font(frame, scene::Font::Sans, 13);
    const float y = bar.max.y + frame.px(18), line = ImGui::GetTextLineHeight();
    const std::string columns =
        ": " + std::to_string(plan.columns()) + (plan.columns() == 1 ? " column" : " columns");
    ImDrawList& list = *ImGui::GetWindowDrawList();
    for (const ColumnsPhaseRow& phase : columns_phases()) {
        const std::int64_t from = index_of(plan, {phase.phase, 0}), to = from + plan.columns();
        draw_steps(frame, bar, from, to, done, color_of(frame, phase));
        const float left = bar.x_of(from), room = bar.x_of(to) - left - frame.px(8);
        if (from > 0)
            list.AddRectFilled({left - frame.px(2), bar.min.y - frame.px(4)}, {left, bar.max.y + frame.px(4)},
                               packed(frame.palette().panel));
        std::string words = std::string(phase.name) + columns;
        if (ImGui::CalcTextSize(words.c_str()).x > room) words = phase.name;
        list.AddText({left, y}, packed(color_of(frame, phase)), words.c_str());
        const ImVec2 min{left, y}, max{left + std::min(room, ImGui::CalcTextSize(words.c_str()).x), y + line};
        mark_rect(frame, "phase." + std::string(phase.name), min, max);
        if (!ImGui::IsMouseHoveringRect(min, max)) continue;
        ImGui::SetTooltip("%s: %s. Click: to its end.", std::string(phase.name).c_str(),
                          std::string(phase.help).c_str());
        if (ImGui::IsMouseClicked(0)) frame.emit(Seek{to});
    }
    draw_last_step(frame, bar, done);
    draw_marks(frame, bar, plan);
    draw_mark_legend(frame, bar.min.x, bar.max.x, y + line);
}

}  // namespace poolwalk::ui
