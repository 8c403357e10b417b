// OpenGL 3.3 core as the system library exports it: no loader is needed. Include this and never a
// GL header directly.
#pragma once

#ifndef GL_GLEXT_PROTOTYPES
#define GL_GLEXT_PROTOTYPES
#endif
#include <GL/glcorearb.h>
