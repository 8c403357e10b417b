// Everything that differs between the releases of Dear ImGui that Debian has: 1.86 (Debian 12),
// 1.90 (13) and 1.92. No other file asks for IMGUI_VERSION_NUM.
#pragma once

#include <functional>
#include <string>

#include "imgui.h"
#ifndef __EMSCRIPTEN__
#include "imgui_freetype.h"
#endif

namespace poolwalk::ui {

// Fonts are rasterised by FreeType with hinting across lines only, which keeps the letter spacing.
// A page has ImGui's own rasteriser.
inline void use_freetype([[maybe_unused]] ImFontAtlas& atlas) {
#if defined(__EMSCRIPTEN__)
#elif IMGUI_VERSION_NUM >= 19200
    atlas.SetFontLoader(ImGuiFreeType::GetFontLoader());
    atlas.FontLoaderFlags = ImGuiFreeTypeLoaderFlags_LightHinting;
#else
    atlas.FontBuilderIO = ImGuiFreeType::GetBuilderForFreeType();
    atlas.FontBuilderFlags = ImGuiFreeTypeBuilderFlags_LightHinting;
#endif
}

// From 1.92 on glyphs are rasterised when they are first drawn and there is nothing to build.
inline void build_atlas([[maybe_unused]] ImFontAtlas& atlas) {
#if IMGUI_VERSION_NUM < 19200
    atlas.Build();
#endif
}

// From the top of a line of text to its baseline, in pixels, at the size the font was baked.
inline float ascent(ImFont* font, [[maybe_unused]] float line_px) {
#if IMGUI_VERSION_NUM >= 19200
    return font->GetFontBaked(line_px)->Ascent;
#else
    return font->Ascent;
#endif
}

// The line height that a font was baked for.
inline float baked_line_px(const ImFont* font) {
#if IMGUI_VERSION_NUM >= 19200
    return font->LegacySize;
#else
    return font->FontSize;
#endif
}

// Of a font that is built; a merged one counts.
inline bool has_glyph(ImFont& font, ImWchar letter) {
#if IMGUI_VERSION_NUM >= 19200
    return font.IsGlyphInFont(letter);
#else
    return font.FindGlyphNoFallback(letter) != nullptr;
#endif
}

inline void push_font(ImFont* font) {
#if IMGUI_VERSION_NUM >= 19200
    ImGui::PushFont(font, font->LegacySize);
#else
    ImGui::PushFont(font);
#endif
}

// Input. Before 1.87 the state is written into io and there is no queue.
inline void feed_mouse_position(float x, float y) {
#if IMGUI_VERSION_NUM >= 18700
    ImGui::GetIO().AddMousePosEvent(x, y);
#else
    ImGui::GetIO().MousePos = ImVec2(x, y);
#endif
}

inline void feed_mouse_button(int button, bool down) {
#if IMGUI_VERSION_NUM >= 18700
    ImGui::GetIO().AddMouseButtonEvent(button, down);
#else
    ImGui::GetIO().MouseDown[button] = down;
#endif
}

inline void feed_mouse_wheel(float steps) {
#if IMGUI_VERSION_NUM >= 18700
    ImGui::GetIO().AddMouseWheelEvent(0, steps);
#else
    ImGui::GetIO().MouseWheel += steps;
#endif
}

// The keys that ImGui's own text fields know.
inline void feed_key(ImGuiKey key, bool down) {
#if IMGUI_VERSION_NUM >= 18700
    ImGui::GetIO().AddKeyEvent(key, down);
#else
    ImGui::GetIO().KeyMap[key] = key;
    ImGui::GetIO().KeysDown[key] = down;
#endif
}

inline void feed_modifiers(bool ctrl, bool shift, bool alt) {
#if IMGUI_VERSION_NUM >= 18700
    ImGui::GetIO().AddKeyEvent(ImGuiMod_Ctrl, ctrl);
    ImGui::GetIO().AddKeyEvent(ImGuiMod_Shift, shift);
    ImGui::GetIO().AddKeyEvent(ImGuiMod_Alt, alt);
#else
    ImGui::GetIO().KeyCtrl = ctrl;
    ImGui::GetIO().KeyShift = shift;
    ImGui::GetIO().KeyAlt = alt;
#endif
}

// GLFW reports a key as released when the focus goes; more than that there is to do from 1.87 on only.
inline void feed_focus([[maybe_unused]] bool focused) {
#if IMGUI_VERSION_NUM >= 18700
    ImGui::GetIO().AddFocusEvent(focused);
#endif
}

// What stands behind ImGui's clipboard; it must outlive the context.
struct Clipboard {
    std::string text{};                          // what is pasted
    std::function<void(const char*)> on_copy{};  // absent: what is copied is pasted
    void copy(const char* copied) {
        if (on_copy) on_copy(copied);
        else text = copied;
    }
};
inline void use_clipboard(Clipboard& held) {
#if IMGUI_VERSION_NUM >= 19111
    ImGuiPlatformIO& place = ImGui::GetPlatformIO();
    place.Platform_ClipboardUserData = &held;
    place.Platform_SetClipboardTextFn = [](ImGuiContext*, const char* text) {
        static_cast<Clipboard*>(ImGui::GetPlatformIO().Platform_ClipboardUserData)->copy(text);
    };
    place.Platform_GetClipboardTextFn = [](ImGuiContext*) {
        return static_cast<const Clipboard*>(ImGui::GetPlatformIO().Platform_ClipboardUserData)->text.c_str();
    };
#else
    ImGuiIO& place = ImGui::GetIO();
    place.ClipboardUserData = &held;
    place.SetClipboardTextFn = [](void* user, const char* text) { static_cast<Clipboard*>(user)->copy(text); };
    place.GetClipboardTextFn = [](void* user) { return static_cast<const Clipboard*>(user)->text.c_str(); };
#endif
}

// What a test without a renderer says to ImGui: from 1.92 on textures are asked for while drawing.
inline void pretend_to_render() {
#if IMGUI_VERSION_NUM >= 19200
    ImGui::GetIO().BackendFlags |= ImGuiBackendFlags_RendererHasTextures;
    for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
        if (texture->Status == ImTextureStatus_WantCreate) texture->SetTexID(1);
        texture->SetStatus(texture->Status == ImTextureStatus_WantDestroy ? ImTextureStatus_Destroyed
                                                                          : ImTextureStatus_OK);
    }
#endif
}

}  // namespace poolwalk::ui
