#include "app/platform/offscreen.h"

#include <algorithm>

#include "app/gl/objects.h"
#include "app/platform/egl_context.h"
#include "app/platform/imgui_frame.h"
#include "imgui.h"

namespace poolwalk::platform {

namespace {

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
    OpenGlContext context;  // empty beside a window
    Target target;
    ImGuiContext* imgui = nullptr;

    State(OpenGlContext own, Target picture) : context(std::move(own)), target(std::move(picture)) {
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
    OpenGlContext context = open_context();
    if (!context) return Error{"A picture needs OpenGL 3.3 through EGL, and this system offers none."};
    Result<Target> target = make_target(width, height);
    if (!target) return target.error();
    return Offscreen(std::make_unique<State>(std::move(context), std::move(target).value()));
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
    begin_imgui_frame();
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
