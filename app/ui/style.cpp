#include "app/ui/style.h"

#include "app/platform/imgui_compat.h"
#include "app/ui/ui.h"

namespace poolwalk::ui {
namespace {

ImVec4 faded(scene::Color color, float alpha) {
    ImVec4 v = vec4(color);
    v.w = alpha;
    return v;
}

void set_colors(ImVec4* colors, const scene::Palette& p) {
    colors[ImGuiCol_Text] = vec4(p.text);
    colors[ImGuiCol_TextDisabled] = vec4(p.dim);
    colors[ImGuiCol_WindowBg] = colors[ImGuiCol_ChildBg] = vec4(p.panel);
    colors[ImGuiCol_PopupBg] = colors[ImGuiCol_MenuBarBg] = vec4(p.panel);
    colors[ImGuiCol_Border] = colors[ImGuiCol_Separator] = vec4(p.line);
    colors[ImGuiCol_FrameBg] = vec4(p.raised);
    colors[ImGuiCol_FrameBgHovered] = colors[ImGuiCol_FrameBgActive] = vec4(p.line);
    colors[ImGuiCol_Button] = vec4(p.raised);
    colors[ImGuiCol_ButtonHovered] = colors[ImGuiCol_ButtonActive] = vec4(p.line);
    colors[ImGuiCol_Header] = vec4(p.raised);
    colors[ImGuiCol_HeaderHovered] = colors[ImGuiCol_HeaderActive] = vec4(p.line);
    colors[ImGuiCol_CheckMark] = vec4(p.accent);
    colors[ImGuiCol_SliderGrab] = colors[ImGuiCol_SliderGrabActive] = vec4(p.accent);
    colors[ImGuiCol_TextSelectedBg] = faded(p.accent, 0.35f);
    colors[ImGuiCol_NavHighlight] = vec4(p.accent);
    colors[ImGuiCol_ScrollbarBg] = faded(p.panel, 0);
    colors[ImGuiCol_ScrollbarGrab] = vec4(p.line);
    colors[ImGuiCol_ModalWindowDimBg] = faded(p.canvas, 0.6f);
    colors[ImGuiCol_TitleBg] = colors[ImGuiCol_TitleBgActive] = vec4(p.raised);
}

}  // namespace

void apply_style(Theme theme, double scale) {
    ImGuiStyle style;
    style.WindowRounding = style.WindowBorderSize = style.ChildRounding = 0;
    style.FrameRounding = style.GrabRounding = 5;
    style.PopupRounding = 6;
    style.PopupBorderSize = style.FrameBorderSize = 1;
    style.WindowPadding = {15, 12};
    style.FramePadding = {9, 5};
    style.ItemSpacing = {8, 4};
    style.ScrollbarSize = 10;
    style.ScrollbarRounding = 5;
    style.ScaleAllSizes(static_cast<float>(scale));
    style.AntiAliasedLinesUseTex = false;  // lines of any width alike, in every scale
    set_colors(style.Colors, scene::palette_of(theme));
    ImGui::GetStyle() = style;
    ImGuiIO& io = ImGui::GetIO();
    io.ConfigDragClickToInputText = true;
    io.ConfigInputTextCursorBlink = false;  // a blink would keep an idle window busy
}

WithFont::WithFont(const Frame& frame, scene::Font face, float unscaled_px) {
    push_font(frame.fonts.ui(face, unscaled_px));
}

}  // namespace poolwalk::ui
