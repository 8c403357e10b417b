// A picture without a display: an EGL context with a framebuffer object, ImGui's context and its
// OpenGL backend. Same frame protocol as window.h; input is what the caller writes into ImGui's io.
#pragma once

#include <memory>

#include "app/platform/image.h"
#include "core/base/result.h"

namespace poolwalk::platform {

class Offscreen {
public:
    // Sizes in pixels, at least 1. Also creates ImGui's context, without fonts: load them before the
    // first begin_frame(). Fails with one sentence if EGL gives no OpenGL 3.3.
    static Result<Offscreen> open(int width, int height);
    Offscreen(Offscreen&&) noexcept;
    Offscreen& operator=(Offscreen&&) noexcept;
    ~Offscreen();

    int width() const;
    int height() const;
    Result<Done> resize(int width, int height);  // between frames

    void begin_frame(float dt_s);  // io.DisplaySize and io.DeltaTime; ImGui::NewFrame() comes after it
    void end_frame();              // after ImGui::Render(): draws over the style's window colour
    void fonts_changed();          // after the atlas was built anew, outside of a frame
    Image pixels() const;

private:
    struct State;
    explicit Offscreen(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace poolwalk::platform
