#include "app/platform/egl_context.h"

#include <EGL/egl.h>
#include <EGL/eglext.h>

namespace poolwalk::platform {

namespace {

// Undone in the reverse order of the members.
struct EglContext {
    EGLDisplay display = EGL_NO_DISPLAY;
    EGLSurface surface = EGL_NO_SURFACE;
    EGLContext context = EGL_NO_CONTEXT;

    EglContext() = default;
    EglContext(const EglContext&) = delete;
    EglContext& operator=(const EglContext&) = delete;
    ~EglContext() {
        if (display == EGL_NO_DISPLAY) return;
        eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
        if (context != EGL_NO_CONTEXT) eglDestroyContext(display, context);
        if (surface != EGL_NO_SURFACE) eglDestroySurface(display, surface);
        eglTerminate(display);
    }

    // True if OpenGL 3.3 core is current on this display afterwards; with or without a pbuffer.
    bool make_current(EGLDisplay on, bool pbuffer);
};

bool EglContext::make_current(EGLDisplay on, bool pbuffer) {
    if (on == EGL_NO_DISPLAY || !eglInitialize(on, nullptr, nullptr)) return false;
    display = on;
    const EGLint wanted[] = {EGL_SURFACE_TYPE,
                             pbuffer ? EGL_PBUFFER_BIT : 0,
                             EGL_RENDERABLE_TYPE,
                             EGL_OPENGL_BIT,
                             EGL_RED_SIZE,
                             8,
                             EGL_GREEN_SIZE,
                             8,
                             EGL_BLUE_SIZE,
                             8,
                             EGL_NONE};
    EGLConfig config = nullptr;
    EGLint count = 0;
    if (!eglBindAPI(EGL_OPENGL_API) || !eglChooseConfig(display, wanted, &config, 1, &count) || count < 1)
        return false;
    if (pbuffer) {
        const EGLint size[] = {EGL_WIDTH, 16, EGL_HEIGHT, 16, EGL_NONE};
        surface = eglCreatePbufferSurface(display, config, size);
        if (surface == EGL_NO_SURFACE) return false;
    }
    const EGLint version[] = {
        EGL_CONTEXT_MAJOR_VERSION,           3,       EGL_CONTEXT_MINOR_VERSION, 3, EGL_CONTEXT_OPENGL_PROFILE_MASK,
        EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT, EGL_NONE};
    context = eglCreateContext(display, config, EGL_NO_CONTEXT, version);
    return context != EGL_NO_CONTEXT && eglMakeCurrent(display, surface, surface, context);
}

}  // namespace

OpenGlContext open_context() {
    using GetPlatformDisplay = EGLDisplay (*)(EGLenum, void*, const EGLint*);
    // Looked up by name: EGL 1.4 libraries have it as an extension only.
    const auto get = reinterpret_cast<GetPlatformDisplay>(eglGetProcAddress("eglGetPlatformDisplayEXT"));
    auto egl = std::make_shared<EglContext>();
    if (get && egl->make_current(get(EGL_PLATFORM_SURFACELESS_MESA, nullptr, nullptr), false)) return egl;
    egl = std::make_shared<EglContext>();
    if (egl->make_current(eglGetDisplay(EGL_DEFAULT_DISPLAY), true)) return egl;
    return nullptr;
}

}  // namespace poolwalk::platform
