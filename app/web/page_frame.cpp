// The twin of app/platform/imgui_frame.cpp: ImGui's backend asks WebGL for all of its state each frame, which stops
// the browser until the card is done, so that the page paints draw data itself.
#include "app/platform/imgui_frame.h"

#include "app/web/draw_data_painter.h"

namespace poolwalk::platform {
namespace {

web::DrawDataPainter& painter() {
    return *static_cast<web::DrawDataPainter*>(ImGui::GetIO().BackendRendererUserData);
}

}  // namespace

ImGuiContext* create_imgui() {
    IMGUI_CHECKVERSION();
    ImGuiContext* const context = ImGui::CreateContext();
    ImGui::SetCurrentContext(context);
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.BackendRendererName = "poolwalk_page";
    io.BackendRendererUserData = new web::DrawDataPainter;
    return context;
}

void destroy_imgui() {
    delete &painter();
    ImGui::GetIO().BackendRendererUserData = nullptr;
    ImGui::DestroyContext();
}

void begin_imgui_frame() { painter().send_fonts(); }

void reload_fonts() { painter().forget_fonts(); }

void draw_imgui(SizePx size) {
    const ImVec4 back = ImGui::GetStyleColorVec4(ImGuiCol_WindowBg);
    glViewport(0, 0, size.width, size.height);
    glDisable(GL_SCISSOR_TEST);
    glClearColor(back.x, back.y, back.z, 1);
    glClear(GL_COLOR_BUFFER_BIT);
    painter().draw(*ImGui::GetDrawData());
}

}  // namespace poolwalk::platform
