// The twin of app/platform/egl_context.cpp: there is no OpenGL beside the canvas.
#include "app/platform/egl_context.h"

namespace poolwalk::platform {

OpenGlContext open_context() { return nullptr; }

}  // namespace poolwalk::platform
