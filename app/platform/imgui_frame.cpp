#include "app/platform/imgui_frame.h"

#include "app/gl/gl.h"
#include "backends/imgui_impl_opengl3.h"
#include "imgui.h"

namespace poolwalk::platform {

void create_imgui() {
    IMGUI_CHECKVERSION();
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    ImGui_ImplOpenGL3_Init("#version 330 core");
}

void destroy_imgui() {
    ImGui_ImplOpenGL3_Shutdown();
    ImGui::DestroyContext();
}

// The next NewFrame() of the backend makes them again, in every release.
void reload_fonts() { ImGui_ImplOpenGL3_DestroyDeviceObjects(); }

void draw_imgui(int width_px, int height_px) {
    const ImVec4 back = ImGui::GetStyleColorVec4(ImGuiCol_WindowBg);
    glViewport(0, 0, width_px, height_px);
    glDisable(GL_SCISSOR_TEST);
    glClearColor(back.x, back.y, back.z, 1);
    glClear(GL_COLOR_BUFFER_BIT);
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

}  // namespace poolwalk::platform
