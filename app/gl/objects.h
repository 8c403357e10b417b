// OpenGL names with an owner: each is deleted once, by the last holder, while its context lives.
// An empty one holds 0. What is drawn with them is the matter of app/render.
#pragma once

#include <utility>

#include "app/gl/gl.h"

namespace poolwalk::gl {

enum class Kind { Texture, VertexArray, Buffer, Framebuffer, Renderbuffer };

GLuint generate(Kind kind);
void destroy(Kind kind, GLuint name);

template <Kind kind>
class Object {
public:
    Object() = default;
    static Object make() { return Object(generate(kind)); }
    Object(Object&& other) noexcept : name_(std::exchange(other.name_, 0)) {}
    Object& operator=(Object&& other) noexcept {
        std::swap(name_, other.name_);
        return *this;
    }
    ~Object() {
        if (name_ != 0) destroy(kind, name_);
    }

    GLuint name() const { return name_; }
    explicit operator bool() const { return name_ != 0; }

private:
    explicit Object(GLuint name) : name_(name) {}
    GLuint name_ = 0;
};

using Texture = Object<Kind::Texture>;
using VertexArray = Object<Kind::VertexArray>;
using Buffer = Object<Kind::Buffer>;
using Framebuffer = Object<Kind::Framebuffer>;
using Renderbuffer = Object<Kind::Renderbuffer>;

// The texture is bound to its unit, sampled at its texels without filtering or wrapping.
void bind_texture(GLuint unit, const Texture& texture);
void sample_exactly();  // sets that up for the texture bound last

}  // namespace poolwalk::gl
