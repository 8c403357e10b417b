#include "app/gl/objects.h"

namespace poolwalk::gl {

GLuint generate(Kind kind) {
    GLuint name = 0;
    switch (kind) {
        case Kind::Texture: glGenTextures(1, &name); break;
        case Kind::VertexArray: glGenVertexArrays(1, &name); break;
        case Kind::Buffer: glGenBuffers(1, &name); break;
        case Kind::Framebuffer: glGenFramebuffers(1, &name); break;
        case Kind::Renderbuffer: glGenRenderbuffers(1, &name); break;
    }
    return name;
}

void destroy(Kind kind, GLuint name) {
    switch (kind) {
        case Kind::Texture: glDeleteTextures(1, &name); break;
        case Kind::VertexArray: glDeleteVertexArrays(1, &name); break;
        case Kind::Buffer: glDeleteBuffers(1, &name); break;
        case Kind::Framebuffer: glDeleteFramebuffers(1, &name); break;
        case Kind::Renderbuffer: glDeleteRenderbuffers(1, &name); break;
    }
}

void bind_texture(GLuint unit, const Texture& texture) {
    glActiveTexture(GL_TEXTURE0 + unit);
    glBindSampler(unit, 0);
    glBindTexture(GL_TEXTURE_2D, texture.name());
}

void sample_exactly() {
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAX_LEVEL, 0);
}

}  // namespace poolwalk::gl
