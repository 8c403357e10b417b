#include "app/platform/imgui_frame.h"

#include "app/gl/gl.h"
#include "backends/imgui_impl_opengl3.h"
#include "imgui.h"

namespace poolwalk::platform {

namespace {
constexpr const char* glsl_version = "#version 330 core";
}

ImGuiContext* create_imgui() {
    IMGUI_CHECKVERSION();
    ImGuiContext* const context = ImGui::CreateContext();
    ImGui::SetCurrentContext(context);
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    ImGui_ImplOpenGL3_Init(glsl_version);
    return context;
}

void destroy_imgui() {
    ImGui_ImplOpenGL3_Shutdown();
    ImGui::DestroyContext();
}

void begin_imgui_frame() { ImGui_ImplOpenGL3_NewFrame(); }

// The whole backend starts anew: there is a call for the font texture alone, but not in every
// release, and DestroyDeviceObjects() of 1.86 forgets that its buffers have lost their size.
// Nothing of it may stay bound, since a frame restores what was bound before, deleted or not.
void reload_fonts() {
    glUseProgram(0);
    glBindVertexArray(0);
    glBindBuffer(GL_ARRAY_BUFFER, 0);
    glActiveTexture(GL_TEXTURE0);
    glBindTexture(GL_TEXTURE_2D, 0);
    ImGui_ImplOpenGL3_Shutdown();
    ImGui_ImplOpenGL3_Init(glsl_version);
}

void draw_imgui(SizePx size) {
    const ImVec4 back = ImGui::GetStyleColorVec4(ImGuiCol_WindowBg);
    glViewport(0, 0, size.width, size.height);
    glDisable(GL_SCISSOR_TEST);
    glClearColor(back.x, back.y, back.z, 1);
    glClear(GL_COLOR_BUFFER_BIT);
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

}  // namespace poolwalk::platform
