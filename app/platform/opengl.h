// OpenGL as this system has it, and how a shader begins, which the files in shaders/ leave to it. Everybody else
// includes app/gl/gl.h.
#pragma once

#include <string_view>

#ifndef GL_GLEXT_PROTOTYPES
#define GL_GLEXT_PROTOTYPES
#endif
#include <GL/glcorearb.h>

namespace poolwalk::platform {

// A compiler counts the lines behind it.
inline constexpr std::string_view shader_head = "#version 330 core\n#line 1\n";

}  // namespace poolwalk::platform
