// The training as two lines: the layers of the present epoch, one segment each, and all epochs below.
// Both are clicked and dragged.
#include <algorithm>
#include <cmath>

#include "app/ui/panels.h"
#include "app/ui/widgets/playback_buttons.h"
#include "app/ui/widgets/widgets.h"

namespace poolwalk::ui {
namespace {

struct Line {
    ImVec2 min, max;
    std::int64_t first, steps;  // the step at its left end, and how many it shows
    float x_of(std::int64_t done) const {
        return min.x +
               (max.x - min.x) * static_cast<float>(static_cast<double>(done - first) / static_cast<double>(steps));
    }
    std::int64_t step_at(float x) const {
        const double t = std::clamp(static_cast<double>((x - min.x) / (max.x - min.x)), 0.0, 1.0);
        return first + static_cast<std::int64_t>(std::ceil(t * static_cast<double>(steps)));
    }
};

void scrub(const Frame& frame, const Line& line, const char* name) {
    ImGui::SetCursorScreenPos({line.min.x, line.min.y - frame.px(3)});
    ImGui::InvisibleButton(name, {line.max.x - line.min.x, line.max.y - line.min.y + frame.px(6)});
    mark_rect(frame, name, line.min, line.max);
    if (!ImGui::IsItemActive()) return;
    const std::int64_t step = std::min(line.step_at(ImGui::GetIO().MousePos.x), line.first + line.steps);
    if (step != frame.state.play.network_done) frame.emit(Seek{step});
}

void draw_layers(const Frame& frame, const Line& line) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const scene::Palette& p = frame.palette();
    const std::int64_t done = frame.state.play.network_done;
    for (std::int64_t i = line.first; i < line.first + line.steps; ++i) {
        const auto step = static_cast<NetworkStep>(i % steps_per_image);
        scene::Color color = step == NetworkStep::Update ? p.accent : is_backward(step) ? p.backward : p.forward;
        if (i >= done) color.a = 70;
        const float gap = step == NetworkStep::Update ? frame.px(6) : frame.px(2);
        list.AddRectFilled({line.x_of(i), line.min.y},
                           {std::max(line.x_of(i + 1) - gap, line.x_of(i) + 1), line.max.y}, packed(color),
                           frame.px(2));
    }
    if (done <= line.first) return;
    list.AddRect({line.x_of(done - 1) - frame.px(3), line.min.y - frame.px(4)},
                 {line.x_of(done) + frame.px(1), line.max.y + frame.px(4)}, packed(p.accent), frame.px(3), 0,
                 frame.px(2.5f));
}

void draw_epochs(const Frame& frame, const Line& line) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const scene::Palette& p = frame.palette();
    const float x = line.x_of(frame.state.play.network_done);
    list.AddRectFilled(line.min, line.max, packed(p.raised), frame.px(3));
    list.AddRectFilled(line.min, {x, line.max.y}, packed(p.dim), frame.px(3));
    list.AddRectFilled({x - frame.px(2), line.min.y - frame.px(3)}, {x + frame.px(2), line.max.y + frame.px(3)},
                       packed(p.accent), frame.px(2));
}

}  // namespace

void draw_network_timeline(const Frame& frame) {
    draw_transport(frame);
    const Track track = track_of(frame.state);
    const std::int64_t per_epoch = steps_per_epoch(network_of(frame.state.document));
    const std::int64_t epoch = std::max<std::int64_t>(track.done - 1, 0) / per_epoch;
    const std::string count = std::to_string(track.done) + " / " + std::to_string(track.count);
    const WithFont mono(frame, scene::Font::Mono, 16);
    const float left = frame.px(470), all = ImGui::GetWindowSize().x, top = ImGui::GetWindowPos().y;
    const float right = std::max(left + frame.px(60),
                                 all - std::max(ImGui::CalcTextSize(count.c_str()).x, frame.px(90)) - frame.px(44));
    const Line layers{{left, top + frame.px(18)}, {right, top + frame.px(38)}, epoch * per_epoch, per_epoch};
    const Line epochs{{left, top + frame.px(52)}, {right, top + frame.px(60)}, 0, track.count};
    scrub(frame, layers, "timeline");
    scrub(frame, epochs, "epochs_line");
    draw_layers(frame, layers);
    draw_epochs(frame, epochs);
    ImGui::SetCursorScreenPos({all - ImGui::CalcTextSize(count.c_str()).x - frame.px(20), layers.min.y});
    ImGui::TextUnformatted(count.c_str());
    mark(frame, "step_count");
    const WithFont small(frame, scene::Font::Sans, 13);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const std::string words =
        "above: the layers of epoch " + std::to_string(epoch + 1) + ", image by image; below: all epochs";
    list.AddText({left, top + frame.px(68)}, packed(frame.palette().dim), shortened(words, right - left).c_str());
    ImGui::SetCursorPos({frame.px(18), frame.px(64)});
    ImGui::TextColored(vec4(frame.palette().dim), "%s", "Space play · ← → step · Shift an image · Page an epoch");
}

}  // namespace poolwalk::ui
