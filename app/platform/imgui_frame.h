// What the window and the offscreen picture do alike with ImGui and its OpenGL 3 backend.
#pragma once

#include "app/platform/surface.h"
#include "imgui.h"

namespace poolwalk::platform {

// A context, current from now on and without files of its own, and the OpenGL 3 backend.
ImGuiContext* create_imgui();
void destroy_imgui();  // both of the current context; the GL context still lives

// After the font atlas was filled anew: sends it to OpenGL by the next frame.
void begin_imgui_frame();  // before ImGui::NewFrame()
void reload_fonts();

// Clears the bound framebuffer with the style's window colour and draws ImGui's draw data over it.
void draw_imgui(SizePx size);

}  // namespace poolwalk::platform
