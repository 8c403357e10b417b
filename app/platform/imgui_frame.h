// What the window and the offscreen picture do alike with ImGui and its OpenGL 3 backend.
#pragma once

namespace poolwalk::platform {

void create_imgui();   // the context, without files of its own, and the OpenGL 3 backend
void destroy_imgui();  // both again; the GL context still lives

// After the font atlas was filled anew: sends it to OpenGL by the next frame.
void reload_fonts();

// Clears the bound framebuffer with the style's window colour and draws ImGui's draw data over it.
void draw_imgui(int width_px, int height_px);

}  // namespace poolwalk::platform
