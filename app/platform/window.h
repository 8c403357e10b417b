// The one window on the desktop: GLFW, an OpenGL 3.3 core context, ImGui's context and its backends.
// It knows nothing of what is drawn. A frame sees of it what surface.h says; its twin without a display is
// offscreen.h.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/platform/arrived.h"
#include "app/platform/keys.h"
#include "app/platform/surface.h"
#include "core/base/progress.h"
#include "core/base/result.h"

namespace poolwalk::platform {

struct WindowOptions {
    std::string title = "Poolwalk";
    int width = 1600, height = 1000;  // in screen coordinates, which are pixels on X11
    bool fits_screen = false;         // no larger than the screen's room for windows
};

class Window {
public:
    // Also creates ImGui's context, without fonts: load them before the first begin_frame().
    // Fails with one sentence if there is no display or no OpenGL 3.3.
    static Result<Window> open(const WindowOptions& options);
    Window(Window&&) noexcept;
    Window& operator=(Window&&) noexcept;
    ~Window();

    // From when the person asks to close it, and frames have seen what was done before, until keep_open().
    bool should_close() const;
    void keep_open();

    void poll_events();
    void wait_events(double timeout_s);  // returns at the first event, at wake(), or after the time
    static void wake();                  // from any thread, while a Window lives
    Events take_events();                // since the last call, for the next frame; what is left over comes later
    std::uint64_t keys_seen() const;     // presses and repeats of keys taken so far

    SizePx size_px() const;  // of the framebuffer; 0 x 0 while iconified
    SizePx size() const;     // in screen coordinates, as WindowOptions has it; full-screen, the size to come back to
    float content_scale() const;  // 1 at 96 dpi, 2 at 192
    void set_title(const std::string& title);
    void set_fullscreen(bool full);  // on the monitor that shows most of it; and back to where it was

    // Where another program may own the clipboard and not answer, how to ask it beside the interface; else empty.
    std::function<Result<std::string>(const Progress&)> clipboard_reader() const;
    // The next frame will see Ctrl+V or Shift+Insert. With a clipboard_reader() a text field pastes what was set
    // last.
    bool is_paste_next() const;
    void set_paste(std::string text);

    void fonts_changed();
    void begin_frame();
    void end_frame();

private:
    struct State;
    explicit Window(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace poolwalk::platform
