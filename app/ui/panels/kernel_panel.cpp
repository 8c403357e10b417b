// Kernel, stride, padding, dilation, ceil mode. What is dragged always stays valid; what is typed
// and does not fit stands in its field with the reason until it is mended.
#include <algorithm>
#include <array>

#include "app/ui/panels.h"
#include "app/ui/widgets/idle_hint.h"
#include "app/ui/widgets/rich_text.h"
#include "app/ui/widgets/sums.h"
#include "app/ui/widgets/widgets.h"

namespace poolwalk::ui {
namespace {

const Shape& input_shape(const Frame& frame) { return shape_of(*frame.state.document.input); }

bool is_wrong(const Frame& frame, Field field) {
    if (!frame.memory.typed) return false;
    return std::ranges::any_of(frame.memory.typed->problems,
                               [&](const Problem& p) { return p.field == field && p.severity == Severity::Error; });
}

// A drag that goes too far stops at the last numbers that fit, however fast it is.
template <std::size_t n, class Fits>
void hold_back(std::array<std::int64_t, n>& values, const std::array<std::int64_t, n>& before, const Fits& fits) {
    if (!fits(before)) values = before;  // something wrong is typed: that is mended first
    while (values != before && !fits(values))
        for (std::size_t i = 0; i < n; ++i) values[i] += (before[i] > values[i]) - (before[i] < values[i]);
}

bool fits(const Frame& frame, const Geometry& geometry) {
    return first_error(validate(input_shape(frame), geometry)).empty();
}

void take(const Frame& frame, const Geometry& geometry, Edit edit) {
    if (edit == Edit::None) return;
    const std::vector<Problem> problems = validate(input_shape(frame), geometry);
    if (first_error(problems).empty()) {
        frame.memory.typed.reset();
        frame.emit(SetGeometry{geometry, true});
    } else if (edit == Edit::Typed) {
        frame.memory.typed = TypedGeometry{geometry, problems};
    }
    if (edit == Edit::Ended) frame.emit(EndGesture{});
}

void say_problems(const Frame& frame, Field field) {
    const WithFont font(frame, scene::Font::Sans, 13);
    const std::vector<Problem> problems = frame.memory.typed
                                              ? frame.memory.typed->problems
                                              : validate(input_shape(frame), frame.state.document.geometry);
    for (const Problem& p : problems)
        if (p.field == field)
            rich_text(frame, p.severity == Severity::Error ? frame.palette().bad : frame.palette().dim, p.sentence);
}

// A minus and a plus that change both numbers of a pair at once, where that is valid.
void steppers(const Frame& frame, const char* name, Geometry geometry, Pair Geometry::*pair) {
    for (const int by : {-1, 1}) {
        Geometry next = geometry;
        (next.*pair).rows += by;
        (next.*pair).cols += by;
        ImGui::SameLine(0, frame.px(4));
        ImGui::BeginDisabled(!fits(frame, next));
        const std::string id = std::string(name) + (by < 0 ? ".less" : ".more");
        if (ImGui::Button(((by < 0 ? "-##" : "+##") + id).c_str(), {frame.px(26), 0})) {
            frame.memory.typed.reset();
            frame.emit(SetGeometry{next});
        }
        ImGui::EndDisabled();
        mark(frame, id);
    }
}

struct PairField {
    const char *label, *name;
    Field field;
    Pair Geometry::*pair;
    const char* help;
};

void edit_pair(const Frame& frame, Geometry geometry, const PairField& field) {
    field_label(frame, field.label);
    Pair& pair = geometry.*field.pair;
    std::array<std::int64_t, 2> values{pair.rows, pair.cols};
    const float room = ImGui::GetContentRegionAvail().x - frame.px(60);
    ImGui::BeginGroup();
    ImGui::PushItemWidth(room);
    ImGui::BeginChild(field.name, {room, ImGui::GetFrameHeight() + frame.px(3)}, false, ImGuiWindowFlags_NoScrollbar);
    const std::array<std::int64_t, 2> before = values;
    const Edit edit = numbers(frame, field.name, values, is_wrong(frame, field.field));
    if (edit == Edit::Dragging)
        hold_back(values, before, [&](const auto& now) {
            pair = {now[0], now[1]};
            return fits(frame, geometry);
        });
    ImGui::EndChild();
    ImGui::PopItemWidth();
    ImGui::EndGroup();
    tooltip(frame, field.help);
    pair = {values[0], values[1]};
    steppers(frame, field.name, frame.state.document.geometry, field.pair);
    take(frame, geometry, edit);
    say_problems(frame, field.field);
}

void edit_padding(const Frame& frame, Geometry geometry) {
    field_label(frame, "Padding");
    std::array<std::int64_t, 4> values{geometry.pads.top, geometry.pads.left, geometry.pads.bottom,
                                       geometry.pads.right};
    const std::array<std::int64_t, 4> before = values;
    constexpr std::array words{
        NumberWords{"↑%lld", "rows of padding above X"}, NumberWords{"←%lld", "columns of padding left of X"},
        NumberWords{"↓%lld", "rows of padding below X"}, NumberWords{"→%lld", "columns of padding right of X"}};
    const Edit edit = numbers(frame, "padding", values, is_wrong(frame, Field::Padding), words);
    if (edit == Edit::Dragging)
        hold_back(values, before, [&](const auto& now) {
            geometry.pads = {now[0], now[1], now[2], now[3]};
            return fits(frame, geometry);
        });
    geometry.pads = {values[0], values[1], values[2], values[3]};
    take(frame, geometry, edit);
    say_problems(frame, Field::Padding);
}

void edit_ceil(const Frame& frame, Geometry geometry) {
    field_label(frame, "Ceil mode");
    if (ImGui::Checkbox("##ceil", &geometry.ceil_mode)) frame.emit(SetGeometry{geometry});
    mark(frame, "ceil");
    tooltip(frame, "round the output size up: a last window may hang over the edge");
}

}  // namespace

void draw_kernel_panel(const Frame& frame) {
    const bool all = frame.state.view.shows_all_settings;
    if (all) heading(frame, "WINDOW");
    const Geometry shown = frame.memory.typed ? frame.memory.typed->geometry : frame.state.document.geometry;
    edit_pair(frame, shown, {"Kernel", "kernel", Field::Kernel, &Geometry::kernel, "rows and columns of the window"});
    edit_pair(frame, shown,
              {"Stride", "stride", Field::Stride, &Geometry::stride, "cells from one window to the next"});
    if (!all) return;
    edit_padding(frame, shown);
    edit_pair(frame, shown,
              {"Dilation", "dilation", Field::Dilation, &Geometry::dilation, "1: the window's cells are adjacent"});
    say_idle(frame, scene::Setting::Dilation);
    edit_ceil(frame, shown);
    say_idle(frame, scene::Setting::CeilMode, true);
    if (open_question(frame.state)) return draw_kept_back(frame);
    const Geometry& now = frame.state.document.geometry;
    const std::string height = output_formula(input_shape(frame), now, true),
                      width = output_formula(input_shape(frame), now, false);
    const WithFont font(frame, scene::Font::Mono,
                        letters_for_lines(frame, height + "\n" + width, 11, 9, ImGui::GetContentRegionAvail().x));
    rich_text(frame, frame.palette().dim, height);
    if (height.substr(1) != width.substr(1)) rich_text(frame, frame.palette().dim, width);
}

}  // namespace poolwalk::ui
