// Paints ImGui's draw data with OpenGL and asks it nothing: whoever draws in a callback sets what it needs, and has
// the rest set anew by ImDrawCallback_ResetRenderState.
#pragma once

#include <optional>

#include "app/gl/objects.h"
#include "app/gl/program.h"
#include "imgui.h"

namespace poolwalk::web {

// Of one ImGui context, which is current when it is called.
class DrawDataPainter {
public:
    // The atlas has changed: it is sent by the next send_fonts().
    void forget_fonts() { fonts_ = {}; }
    void send_fonts();
    void draw(const ImDrawData& data);

private:
    void set_state(const ImDrawData& data);
    void send(const ImDrawList& list);
    void draw(const ImDrawList& list, const ImDrawCmd& command, const ImDrawData& data);

    std::optional<gl::Program> program_;
    gl::Texture fonts_;
    gl::VertexArray layout_;
    gl::Buffer vertices_, indices_;
};

}  // namespace poolwalk::web
