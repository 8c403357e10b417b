// A picture that is not on the screen: a framebuffer object in an EGL context of its own or in that of an
// open window, an ImGui context and its OpenGL backend. It is a surface (surface.h) like the window; input is what
// the caller writes into ImGui's io.
#pragma once

#include <memory>

#include "app/platform/image.h"
#include "app/platform/surface.h"
#include "core/base/result.h"
#include "imgui.h"

namespace poolwalk::platform {

class Offscreen {
public:
    // Sizes in pixels, at least 1. Also creates ImGui's context, without fonts: load them before the
    // first begin_frame(). Fails with one sentence if EGL gives no OpenGL 3.3.
    static Result<Offscreen> open(int width, int height);
    // The same in the OpenGL context that is current, with an ImGui context that is current only in a
    // Turn; everything else goes on as before. To be destroyed before the window, on its thread.
    static Result<Offscreen> beside_window(int width, int height);
    Offscreen(Offscreen&&) noexcept;
    Offscreen& operator=(Offscreen&&) noexcept;
    ~Offscreen();

    SizePx size_px() const;
    void fonts_changed();
    void begin_frame(float dt_s = 1.0f / 60);
    void end_frame();
    Image pixels() const;

    // While it lives the surface's ImGui context is the current one; afterwards ImGui's context and
    // OpenGL's framebuffer are again what they were. Without a window it changes nothing.
    class Turn {
    public:
        explicit Turn(const Offscreen& surface);
        ~Turn();
        Turn(const Turn&) = delete;
        Turn& operator=(const Turn&) = delete;

    private:
        ImGuiContext* imgui_before_;
        int framebuffer_before_ = 0;
    };

private:
    struct State;
    explicit Offscreen(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace poolwalk::platform
