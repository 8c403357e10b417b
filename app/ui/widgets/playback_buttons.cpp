#include "app/ui/widgets/playback_buttons.h"

#include "app/ui/widgets/widgets.h"
#include "core/base/number_text.h"

namespace poolwalk::ui {
namespace {

// Shapes instead of letters: no font has all of these signs.
void draw_sign(const Frame& frame, ImVec2 center, const char* name, scene::Color color) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float r = frame.px(6);
    const ImU32 ink = packed(color);
    const auto triangle = [&](float dir, float shift) {
        list.AddTriangleFilled({center.x + dir * r + shift, center.y}, {center.x - dir * r + shift, center.y - r},
                               {center.x - dir * r + shift, center.y + r}, ink);
    };
    const auto post = [&](float x) {
        list.AddRectFilled({center.x + x - frame.px(1.5f), center.y - r},
                           {center.x + x + frame.px(1.5f), center.y + r}, ink);
    };
    const std::string_view sign = name;
    if (sign == "first") {
        triangle(-1, frame.px(2));
        post(-r);
    }
    if (sign == "back") triangle(-1, 0);
    if (sign == "next") triangle(1, 0);
    if (sign == "last") {
        triangle(1, -frame.px(2));
        post(r);
    }
    if (sign == "pause") {
        post(-frame.px(4));
        post(frame.px(4));
    }
}

void transport_button(const Frame& frame, const char* name) {
    action_button(frame, name, "", {frame.px(40), frame.px(34)});
    const ImVec2 a = ImGui::GetItemRectMin(), b = ImGui::GetItemRectMax();
    const bool on = is_enabled(action(name), frame.state);
    draw_sign(frame, {(a.x + b.x) / 2, (a.y + b.y) / 2}, name, on ? frame.palette().text : frame.palette().line);
    ImGui::SameLine(0, frame.px(6));
}

void play_button(const Frame& frame) {
    const scene::Palette& p = frame.palette();
    ImGui::PushStyleColor(ImGuiCol_Button, vec4(p.accent));
    ImGui::PushStyleColor(ImGuiCol_ButtonHovered, vec4(p.accent));
    ImGui::PushStyleColor(ImGuiCol_ButtonActive, vec4(p.accent));
    {
        const WithFont font(frame, scene::Font::SansBold, 14);
        const WithInk ink(p.on_accent);
        action_button(frame, "play", frame.state.play.playing ? "     Pause" : "     Play",
                      {frame.px(92), frame.px(34)});
    }
    ImGui::PopStyleColor(3);
    const ImVec2 a = ImGui::GetItemRectMin(), b = ImGui::GetItemRectMax();
    draw_sign(frame, {a.x + frame.px(20), (a.y + b.y) / 2}, frame.state.play.playing ? "pause" : "next", p.on_accent);
    ImGui::SameLine(0, frame.px(6));
}

void speed(const Frame& frame) {
    ImGui::SameLine(0, frame.px(6));
    float value = static_cast<float>(frame.state.play.speed_steps_per_s);
    ImGui::SetNextItemWidth(frame.px(74));
    const WithFont font(frame, scene::Font::Mono, 13);
    if (ImGui::SliderFloat("##speed", &value, static_cast<float>(min_speed_steps_per_s),
                           static_cast<float>(max_speed_steps_per_s), "",
                           ImGuiSliderFlags_Logarithmic | ImGuiSliderFlags_NoInput))
        frame.emit(SetSpeed{value});
    mark(frame, "speed");
    tooltip(frame, "speed in steps a second (up and down keys)");
    ImGui::SameLine(0, frame.px(8));
    ImGui::Text("%s/s", number_text(value, 2).c_str());
}

}  // namespace

void draw_transport(const Frame& frame) {
    ImGui::SetCursorPos({frame.px(18), frame.px(16)});
    transport_button(frame, "first");
    transport_button(frame, "back");
    play_button(frame);
    transport_button(frame, "next");
    transport_button(frame, "last");
    ImGui::SetCursorPosY(ImGui::GetCursorPosY() + frame.px(3));
    speed(frame);
    ImGui::SameLine(0, frame.px(20));
}

}  // namespace poolwalk::ui
