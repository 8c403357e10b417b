#include "app/platform/offscreen.h"

#include <EGL/egl.h>
#include <EGL/eglext.h>

#include <algorithm>

#include "app/gl/objects.h"
#include "app/platform/imgui_frame.h"
#include "backends/imgui_impl_opengl3.h"
#include "imgui.h"

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

std::unique_ptr<EglContext> open_egl() {
    using GetPlatformDisplay = EGLDisplay (*)(EGLenum, void*, const EGLint*);
    // Looked up by name: EGL 1.4 libraries have it as an extension only.
    const auto get = reinterpret_cast<GetPlatformDisplay>(eglGetProcAddress("eglGetPlatformDisplayEXT"));
    auto egl = std::make_unique<EglContext>();
    if (get && egl->make_current(get(EGL_PLATFORM_SURFACELESS_MESA, nullptr, nullptr), false)) return egl;
    egl = std::make_unique<EglContext>();
    if (egl->make_current(eglGetDisplay(EGL_DEFAULT_DISPLAY), true)) return egl;
    return nullptr;
}

struct Target {
    gl::Renderbuffer color;
    gl::Framebuffer framebuffer;
    SizePx size;
};

Result<Target> make_target(int width, int height) {
    const std::string size = std::to_string(width) + " x " + std::to_string(height);
    GLint limit = 0;
    glGetIntegerv(GL_MAX_RENDERBUFFER_SIZE, &limit);
    if (width < 1 || height < 1 || width > limit || height > limit)
        return Error{"A picture of " + size + " pixels cannot be drawn: each side may have 1 to " +
                     std::to_string(limit) + " pixels here."};
    Target target{gl::Renderbuffer::make(), gl::Framebuffer::make(), {width, height}};
    glBindRenderbuffer(GL_RENDERBUFFER, target.color.name());
    glRenderbufferStorage(GL_RENDERBUFFER, GL_RGBA8, width, height);
    glBindFramebuffer(GL_FRAMEBUFFER, target.framebuffer.name());
    glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_RENDERBUFFER, target.color.name());
    if (glCheckFramebufferStatus(GL_FRAMEBUFFER) != GL_FRAMEBUFFER_COMPLETE)
        return Error{"A picture of " + size + " pixels cannot be drawn: OpenGL does not accept the framebuffer."};
    return target;
}

}  // namespace

struct Offscreen::State {
    std::unique_ptr<EglContext> egl;  // absent beside a window
    Target target;
    ImGuiContext* imgui = nullptr;

    State(std::unique_ptr<EglContext> context, Target picture) : egl(std::move(context)), target(std::move(picture)) {
        imgui = create_imgui();
        ImGui::GetIO().BackendPlatformName = "poolwalk_offscreen";
    }
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() {
        ImGuiContext* const before = ImGui::GetCurrentContext();
        ImGui::SetCurrentContext(imgui);
        destroy_imgui();
        if (before != imgui) ImGui::SetCurrentContext(before);
    }
};

Result<Offscreen> Offscreen::open(int width, int height) {
    std::unique_ptr<EglContext> egl = open_egl();
    if (!egl) return Error{"A picture needs OpenGL 3.3 through EGL, and this system offers none."};
    Result<Target> target = make_target(width, height);
    if (!target) return target.error();
    return Offscreen(std::make_unique<State>(std::move(egl), std::move(target).value()));
}

Result<Offscreen> Offscreen::beside_window(int width, int height) {
    ImGuiContext* const window = ImGui::GetCurrentContext();
    Result<Target> target = make_target(width, height);
    glBindFramebuffer(GL_FRAMEBUFFER, 0);
    if (!target) return target.error();
    auto state = std::make_unique<State>(nullptr, std::move(target).value());
    ImGui::SetCurrentContext(window);
    return Offscreen(std::move(state));
}

Offscreen::Turn::Turn(const Offscreen& surface) : imgui_before_(ImGui::GetCurrentContext()) {
    glGetIntegerv(GL_FRAMEBUFFER_BINDING, &framebuffer_before_);
    ImGui::SetCurrentContext(surface.state_->imgui);
}

Offscreen::Turn::~Turn() {
    ImGui::SetCurrentContext(imgui_before_);
    glBindFramebuffer(GL_FRAMEBUFFER, static_cast<GLuint>(framebuffer_before_));
}

Offscreen::Offscreen(std::unique_ptr<State> state) : state_(std::move(state)) {}
Offscreen::Offscreen(Offscreen&&) noexcept = default;
Offscreen& Offscreen::operator=(Offscreen&&) noexcept = default;
Offscreen::~Offscreen() = default;

SizePx Offscreen::size_px() const { return state_->target.size; }

void Offscreen::begin_frame(float dt_s) {
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = ImVec2(static_cast<float>(size_px().width), static_cast<float>(size_px().height));
    io.DisplayFramebufferScale = ImVec2(1, 1);
    io.DeltaTime = std::max(dt_s, 1e-6f);  // ImGui wants time to pass
    ImGui_ImplOpenGL3_NewFrame();
}

void Offscreen::end_frame() {
    glBindFramebuffer(GL_FRAMEBUFFER, state_->target.framebuffer.name());
    draw_imgui(size_px());
    glFinish();
}

void Offscreen::fonts_changed() { reload_fonts(); }

Image Offscreen::pixels() const {
    glBindFramebuffer(GL_FRAMEBUFFER, state_->target.framebuffer.name());
    return read_pixels(size_px());
}

}  // namespace poolwalk::platform
