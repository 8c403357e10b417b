// Colours and fonts of the interface, from the palette to ImGui.
#pragma once

#include "app/ui/frame.h"

namespace poolwalk::ui {

inline ImU32 packed(scene::Color c) { return IM_COL32(c.r, c.g, c.b, c.a); }
inline ImVec4 vec4(scene::Color c) {
    return {static_cast<float>(c.r) / 255, static_cast<float>(c.g) / 255, static_cast<float>(c.b) / 255,
            static_cast<float>(c.a) / 255};
}

// Pushes a font for the life of the object.
class WithFont {
public:
    WithFont(const Frame& frame, scene::Font face, float unscaled_px);
    ~WithFont() { ImGui::PopFont(); }
    WithFont(const WithFont&) = delete;
    WithFont& operator=(const WithFont&) = delete;
};

// Pushes the text colour for the life of the object.
class WithInk {
public:
    explicit WithInk(scene::Color color) { ImGui::PushStyleColor(ImGuiCol_Text, vec4(color)); }
    ~WithInk() { ImGui::PopStyleColor(); }
    WithInk(const WithInk&) = delete;
    WithInk& operator=(const WithInk&) = delete;
};

}  // namespace poolwalk::ui
