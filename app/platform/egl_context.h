// An OpenGL context without a window, by EGL. Where there is none, as in a browser, pictures are painted in the
// window's.
#pragma once

#include <memory>

namespace poolwalk::platform {

// Current while it lives; let go with its last holder.
using OpenGlContext = std::shared_ptr<void>;

// Of OpenGL 3.3 core, current; empty if this system has none.
OpenGlContext open_context();

}  // namespace poolwalk::platform
