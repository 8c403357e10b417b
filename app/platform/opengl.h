// OpenGL as this system has it: 3.3 core, or ES 3 in a browser; and how a shader begins, which the files in shaders/
// leave to it. Everybody else includes app/gl/gl.h.
#pragma once

#include <string_view>

#ifdef __EMSCRIPTEN__
#include <GLES3/gl3.h>
#else
#ifndef GL_GLEXT_PROTOTYPES
#define GL_GLEXT_PROTOTYPES
#endif
#include <GL/glcorearb.h>
#endif

namespace poolwalk::platform {

// The errors of a compiler count the lines behind it.
#ifdef __EMSCRIPTEN__
inline constexpr std::string_view shader_head =
    "#version 300 es\nprecision highp float;\nprecision highp int;\nprecision highp sampler2D;\n#line 1\n";
#else
inline constexpr std::string_view shader_head = "#version 330 core\n#line 1\n";
#endif

}  // namespace poolwalk::platform
