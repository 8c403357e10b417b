#include "app/web/draw_data_painter.h"

#include <cstddef>
#include <cstdint>

#include "core/base/check.h"

namespace poolwalk::web {
namespace {

static_assert(sizeof(ImDrawIdx) == 4);

const void* behind(std::size_t bytes) { return reinterpret_cast<const void*>(bytes); }

void describe_vertices() {
    constexpr GLsizei stride = sizeof(ImDrawVert);
    constexpr GLuint position = 0, place_in_atlas = 1, color = 2;
    for (const GLuint attribute : {position, place_in_atlas, color}) glEnableVertexAttribArray(attribute);
    glVertexAttribPointer(position, 2, GL_FLOAT, GL_FALSE, stride, behind(offsetof(ImDrawVert, pos)));
    glVertexAttribPointer(place_in_atlas, 2, GL_FLOAT, GL_FALSE, stride, behind(offsetof(ImDrawVert, uv)));
    glVertexAttribPointer(color, 4, GL_UNSIGNED_BYTE, GL_TRUE, stride, behind(offsetof(ImDrawVert, col)));
}

}  // namespace

void DrawDataPainter::send_fonts() {
    if (fonts_) return;
    unsigned char* pixels = nullptr;
    int width = 0, height = 0;
    ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
    atlas.GetTexDataAsRGBA32(&pixels, &width, &height);
    fonts_ = gl::Texture::make();
    gl::bind_texture(0, fonts_);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
    glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA, width, height, 0, GL_RGBA, GL_UNSIGNED_BYTE, pixels);
    atlas.SetTexID(reinterpret_cast<ImTextureID>(static_cast<std::uintptr_t>(fonts_.name())));
    // The picture in memory is as large as the one that was just sent.
    atlas.ClearTexData();
}

void DrawDataPainter::set_state(const ImDrawData& data) {
    glEnable(GL_BLEND);
    glBlendEquation(GL_FUNC_ADD);
    glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
    glDisable(GL_CULL_FACE);
    glDisable(GL_DEPTH_TEST);
    glEnable(GL_SCISSOR_TEST);
    program_->use();
    glUniform1i(program_->uniform("atlas"), 0);
    glUniform4f(program_->uniform("window"), data.DisplayPos.x, data.DisplayPos.y, data.DisplaySize.x,
                data.DisplaySize.y);
    glActiveTexture(GL_TEXTURE0);
    glBindVertexArray(layout_.name());
    glBindBuffer(GL_ARRAY_BUFFER, vertices_.name());
    glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, indices_.name());
}

void DrawDataPainter::send(const ImDrawList& list) {
    glBufferData(GL_ARRAY_BUFFER, list.VtxBuffer.size_in_bytes(), list.VtxBuffer.Data, GL_STREAM_DRAW);
    glBufferData(GL_ELEMENT_ARRAY_BUFFER, list.IdxBuffer.size_in_bytes(), list.IdxBuffer.Data, GL_STREAM_DRAW);
}

void DrawDataPainter::draw(const ImDrawList& list, const ImDrawCmd& command, const ImDrawData& data) {
    if (command.UserCallback == ImDrawCallback_ResetRenderState) return set_state(data);
    if (command.UserCallback) return command.UserCallback(&list, &command);
    const ImVec2 scale = data.FramebufferScale;
    const auto left = static_cast<GLint>((command.ClipRect.x - data.DisplayPos.x) * scale.x),
               top = static_cast<GLint>((command.ClipRect.y - data.DisplayPos.y) * scale.y),
               right = static_cast<GLint>((command.ClipRect.z - data.DisplayPos.x) * scale.x),
               bottom = static_cast<GLint>((command.ClipRect.w - data.DisplayPos.y) * scale.y);
    if (right <= left || bottom <= top) return;
    glScissor(left, static_cast<GLint>(data.DisplaySize.y * scale.y) - bottom, right - left, bottom - top);
    glBindTexture(GL_TEXTURE_2D, static_cast<GLuint>(reinterpret_cast<std::uintptr_t>(command.GetTexID())));
    glDrawElements(GL_TRIANGLES, static_cast<GLsizei>(command.ElemCount), GL_UNSIGNED_INT,
                   behind(command.IdxOffset * sizeof(ImDrawIdx)));
}

void DrawDataPainter::draw(const ImDrawData& data) {
    if (data.DisplaySize.x <= 0 || data.DisplaySize.y <= 0) return;
    if (!program_) {
        auto built = gl::Program::build("interface");
        POOLWALK_CHECK(built.ok());
        program_.emplace(std::move(built).value());
        layout_ = gl::VertexArray::make();
        vertices_ = gl::Buffer::make();
        indices_ = gl::Buffer::make();
        set_state(data);
        describe_vertices();
    }
    set_state(data);
    for (int i = 0; i < data.CmdListsCount; ++i) {
        const ImDrawList& list = *data.CmdLists[i];
        send(list);
        for (const ImDrawCmd& command : list.CmdBuffer) draw(list, command, data);
    }
    glDisable(GL_SCISSOR_TEST);
    glDisable(GL_BLEND);
}

}  // namespace poolwalk::web
