#define GLFW_INCLUDE_NONE
#include "app/platform/window.h"

#include <GLFW/glfw3.h>

#include <algorithm>
#include <cfloat>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string_view>
#include <utility>

#include "app/gl/gl.h"
#include "app/platform/clipboard.h"
#include "app/platform/imgui_compat.h"
#include "app/platform/imgui_frame.h"
#include "app/platform/window_keys.h"
#include "backends/imgui_impl_glfw.h"
#include "imgui.h"

namespace poolwalk::platform {

// In screen coordinates.
struct Frame {
    int x = 0, y = 0, width = 0, height = 0;
};

struct Window::State {
    GLFWwindow* window = nullptr;
    Arrived arrived;
    std::optional<Frame> windowed;       // full-screen: where to come back to
    ui::Clipboard clipboard;             // on X11 only
    std::uint32_t clipboard_window = 0;  // what GLFW owned the clipboard with when something was copied last

    State() = default;
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() {
        if (window) {
            glfwHideWindow(window);
            hand_over_clipboard(clipboard_window, glfwPollEvents);
            ImGui_ImplGlfw_Shutdown();
            destroy_imgui();
            glfwDestroyWindow(window);
        }
        glfwTerminate();
    }
};

namespace {

Arrived& arrived_at(GLFWwindow* window) { return *static_cast<Arrived*>(glfwGetWindowUserPointer(window)); }

void note(GLFWwindow* window) { arrived_at(window).any = true; }

void push(GLFWwindow* window, const Input& input) { arrived_at(window).inputs.push(input); }

bool holds(GLFWwindow* window, int left, int right) {
    return glfwGetKey(window, left) == GLFW_PRESS || glfwGetKey(window, right) == GLFW_PRESS;
}

// X11 reports the modifiers as they were before the key.
KeyPress press_of(GLFWwindow* window, int key, int scancode, int mods) {
    KeyPress press{key_of(key, scancode), (mods & GLFW_MOD_CONTROL) != 0, (mods & GLFW_MOD_SHIFT) != 0,
                   (mods & GLFW_MOD_ALT) != 0};
    if (key == GLFW_KEY_LEFT_CONTROL || key == GLFW_KEY_RIGHT_CONTROL)
        press.ctrl = holds(window, GLFW_KEY_LEFT_CONTROL, GLFW_KEY_RIGHT_CONTROL);
    if (key == GLFW_KEY_LEFT_SHIFT || key == GLFW_KEY_RIGHT_SHIFT)
        press.shift = holds(window, GLFW_KEY_LEFT_SHIFT, GLFW_KEY_RIGHT_SHIFT);
    if (key == GLFW_KEY_LEFT_ALT || key == GLFW_KEY_RIGHT_ALT)
        press.alt = holds(window, GLFW_KEY_LEFT_ALT, GLFW_KEY_RIGHT_ALT);
    return press;
}

void on_key(GLFWwindow* window, int key, int scancode, int action, int mods) {
    const Stroke stroke = action == GLFW_RELEASE ? Stroke::Up : action == GLFW_PRESS ? Stroke::Down : Stroke::Repeat;
    push(window, KeyTurned{key == GLFW_KEY_UNKNOWN ? -scancode : key, press_of(window, key, scancode, mods), stroke});
}

void on_button(GLFWwindow* window, int button, int action, int) {
    if (button <= GLFW_MOUSE_BUTTON_MIDDLE) push(window, ButtonTurned{button, action == GLFW_PRESS});
}

void on_drop(GLFWwindow* window, int count, const char** paths) {
    for (int i = 0; i < count; ++i) arrived_at(window).dropped.emplace_back(paths[i]);
    note(window);
}

// Outside of every widget.
void on_enter(GLFWwindow* window, int entered) {
    if (!entered) push(window, PointerMoved{-FLT_MAX, -FLT_MAX});
    note(window);
}

void listen(GLFWwindow* window) {
    glfwSetKeyCallback(window, on_key);
    glfwSetCharCallback(window, [](GLFWwindow* w, unsigned letter) { push(w, LetterTyped{letter}); });
    glfwSetMouseButtonCallback(window, on_button);
    glfwSetCursorPosCallback(window, [](GLFWwindow* w, double x, double y) {
        push(w, PointerMoved{static_cast<float>(x), static_cast<float>(y)});
    });
    glfwSetCursorEnterCallback(window, on_enter);
    glfwSetScrollCallback(window,
                          [](GLFWwindow* w, double, double y) { push(w, WheelTurned{static_cast<float>(y)}); });
    glfwSetWindowFocusCallback(window, [](GLFWwindow* w, int focused) { push(w, FocusChanged{focused != 0}); });
    glfwSetDropCallback(window, on_drop);
    glfwSetWindowCloseCallback(window, note);
    glfwSetWindowRefreshCallback(window, note);
    glfwSetFramebufferSizeCallback(window, [](GLFWwindow* w, int, int) { note(w); });
    glfwSetWindowContentScaleCallback(window, [](GLFWwindow* w, float, float) { note(w); });
    glfwSetWindowIconifyCallback(window, [](GLFWwindow* w, int) { note(w); });
}

Frame frame_of(GLFWwindow* window) {
    Frame frame;
    glfwGetWindowPos(window, &frame.x, &frame.y);
    glfwGetWindowSize(window, &frame.width, &frame.height);
    return frame;
}

// The monitor that shows most of the window; none if there is no monitor.
GLFWmonitor* monitor_of(const Frame& window) {
    int count = 0;
    GLFWmonitor** monitors = glfwGetMonitors(&count);
    GLFWmonitor* best = nullptr;
    std::int64_t most = -1;
    for (int i = 0; i < count; ++i) {
        const GLFWvidmode* mode = glfwGetVideoMode(monitors[i]);
        if (!mode) continue;
        int x = 0, y = 0;
        glfwGetMonitorPos(monitors[i], &x, &y);
        const std::int64_t w =
            std::max(0, std::min(window.x + window.width, x + mode->width) - std::max(window.x, x));
        const std::int64_t h =
            std::max(0, std::min(window.y + window.height, y + mode->height) - std::max(window.y, y));
        if (w * h > most) {
            most = w * h;
            best = monitors[i];
        }
    }
    return best;
}

bool is_on_x11() {
#ifdef GLFW_PLATFORM
    return glfwGetPlatform() == GLFW_PLATFORM_X11;
#else
    return std::string_view(glfwGetVersionString()).find("X11") != std::string_view::npos;
#endif
}

// What a screen's panels leave, less a title bar.
Frame room_of_screen() {
    constexpr int title_bar = 40;
    Frame room;
    if (GLFWmonitor* monitor = glfwGetPrimaryMonitor())
        glfwGetMonitorWorkarea(monitor, &room.x, &room.y, &room.width, &room.height);
    room.height -= title_bar;
    return room;
}

Error no_window() {
    const char* reason = nullptr;
    glfwGetError(&reason);
    return Error{"Poolwalk needs a display with OpenGL 3.3, and none could be opened (" +
                 std::string(reason ? reason : "no reason given") + ")."};
}

}  // namespace

Result<Window> Window::open(const WindowOptions& options) {
#ifdef GLFW_PLATFORM
    // From 3.4 on GLFW tries Wayland first, whose library complains on stderr where there is none.
    if (!std::getenv("WAYLAND_DISPLAY")) glfwInitHint(GLFW_PLATFORM, GLFW_PLATFORM_X11);
#endif
    if (!glfwInit()) return no_window();
    auto state = std::make_unique<State>();
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
    glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
    glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
    int width = options.width, height = options.height;
    if (const Frame room = room_of_screen(); options.fits_screen && room.width > 0 && room.height > 0) {
        width = std::min(width, room.width);
        height = std::min(height, room.height);
    }
    state->window = glfwCreateWindow(width, height, options.title.c_str(), nullptr, nullptr);
    if (!state->window) return no_window();

    glfwMakeContextCurrent(state->window);
    glfwSwapInterval(1);
    glfwSetWindowUserPointer(state->window, &state->arrived);
    listen(state->window);
    create_imgui();
    ImGui_ImplGlfw_InitForOpenGL(state->window, false);  // input comes in order, by listen()
    if (is_on_x11()) {
        state->clipboard.on_copy = [s = state.get()](const char* text) {
            glfwSetClipboardString(s->window, text);
            s->clipboard_window = clipboard_owner();
        };
        ui::use_clipboard(state->clipboard);
    }
    return Window(std::move(state));
}

Window::Window(std::unique_ptr<State> state) : state_(std::move(state)) {}
Window::Window(Window&&) noexcept = default;
Window& Window::operator=(Window&&) noexcept = default;
Window::~Window() = default;

bool Window::should_close() const {
    return glfwWindowShouldClose(state_->window) != 0 && state_->arrived.inputs.empty();
}

void Window::keep_open() { glfwSetWindowShouldClose(state_->window, GLFW_FALSE); }

void Window::poll_events() { glfwPollEvents(); }

void Window::wait_events(double timeout_s) {
    // GLFW rejects a time of 0.
    if (timeout_s > 0) glfwWaitEventsTimeout(timeout_s);
    else glfwPollEvents();
}

void Window::wake() { glfwPostEmptyEvent(); }

Events Window::take_events() { return state_->arrived.take(); }

std::uint64_t Window::keys_seen() const { return state_->arrived.inputs.keys_seen(); }

SizePx Window::size_px() const {
    SizePx size;
    glfwGetFramebufferSize(state_->window, &size.width, &size.height);
    return size;
}

SizePx Window::size() const {
    const Frame frame = state_->windowed.value_or(frame_of(state_->window));
    return {frame.width, frame.height};
}

float Window::content_scale() const {
    float x = 1, y = 1;
    glfwGetWindowContentScale(state_->window, &x, &y);
    return x;
}

void Window::set_title(const std::string& title) { glfwSetWindowTitle(state_->window, title.c_str()); }

void Window::set_fullscreen(bool full) {
    if (full == state_->windowed.has_value()) return;
    if (!full) {
        const Frame before = *std::exchange(state_->windowed, std::nullopt);
        glfwSetWindowMonitor(state_->window, nullptr, before.x, before.y, before.width, before.height,
                             GLFW_DONT_CARE);
        return;
    }
    const Frame now = frame_of(state_->window);
    GLFWmonitor* monitor = monitor_of(now);
    const GLFWvidmode* mode = monitor ? glfwGetVideoMode(monitor) : nullptr;
    if (!mode) return;
    state_->windowed = now;
    glfwSetWindowMonitor(state_->window, monitor, 0, 0, mode->width, mode->height, mode->refreshRate);
}

std::function<Result<std::string>(const Progress&)> Window::clipboard_reader() const {
    if (state_->clipboard.on_copy) return read_clipboard;
    return {};
}

bool Window::is_paste_next() const {
    const auto press = state_->arrived.inputs.next_press();
    return press && ((press->ctrl && press->key == Key::V) || (press->shift && press->key == Key::Insert));
}

void Window::set_paste(std::string text) { state_->clipboard.text = std::move(text); }

void Window::begin_frame() {
    begin_imgui_frame();
    ImGui_ImplGlfw_NewFrame();
    state_->arrived.inputs.feed();
}

void Window::end_frame() {
    draw_imgui(size_px());
    glfwSwapBuffers(state_->window);
}

void Window::fonts_changed() { reload_fonts(); }

}  // namespace poolwalk::platform
