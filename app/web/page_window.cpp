// The window as a page: one canvas with WebGL 2. The twin of app/platform/window.cpp; what happens on it comes from
// page.js (page_events.h).
#include "app/platform/window.h"

#include <emscripten.h>
#include <emscripten/html5.h>

#include <algorithm>
#include <utility>

#include "app/platform/imgui_compat.h"
#include "app/platform/imgui_frame.h"
#include "app/web/page_calls.h"
#include "app/web/page_events.h"
#include "imgui.h"

namespace poolwalk::platform {
namespace {

constexpr const char* canvas = "#canvas";

const char* name_of(ImGuiMouseCursor cursor) {
    switch (cursor) {
        case ImGuiMouseCursor_TextInput: return "text";
        case ImGuiMouseCursor_Hand: return "pointer";
        case ImGuiMouseCursor_ResizeAll: return "move";
        case ImGuiMouseCursor_ResizeEW: return "ew-resize";
        case ImGuiMouseCursor_ResizeNS: return "ns-resize";
        case ImGuiMouseCursor_ResizeNESW: return "nesw-resize";
        case ImGuiMouseCursor_ResizeNWSE: return "nwse-resize";
        case ImGuiMouseCursor_NotAllowed: return "not-allowed";
        default: return "default";
    }
}

}  // namespace

struct Window::State {
    web::Arrived arrived;
    ui::Clipboard clipboard;
    ImGuiMouseCursor cursor = ImGuiMouseCursor_COUNT;
    double last_frame_s = 0;
    bool is_full = false, wants_text = false;

    State() { web::listen(&arrived); }
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() {
        web::listen(nullptr);
        destroy_imgui();
    }
};

Result<Window> Window::open(const WindowOptions&) {
    EmscriptenWebGLContextAttributes wanted;
    emscripten_webgl_init_context_attributes(&wanted);
    wanted.majorVersion = 2;
    wanted.alpha = wanted.depth = wanted.stencil = wanted.antialias = EM_FALSE;
    const EMSCRIPTEN_WEBGL_CONTEXT_HANDLE context = emscripten_webgl_create_context(canvas, &wanted);
    if (context <= 0) return Error{"Poolwalk needs WebGL 2, and this browser has none."};
    emscripten_webgl_make_context_current(context);
    create_imgui();
    auto state = std::make_unique<State>();
    state->arrived.view = web::fit_canvas();
    state->clipboard.on_copy = [s = state.get()](const char* text) {
        s->clipboard.text = text;
        web::copy(text);
    };
    state->arrived.on_paste = [s = state.get()](std::string text) { s->clipboard.text = std::move(text); };
    ui::use_clipboard(state->clipboard);
    ImGui::GetIO().BackendFlags |= ImGuiBackendFlags_HasMouseCursors;
    return Window(std::move(state));
}

Window::Window(std::unique_ptr<State> state) : state_(std::move(state)) {}
Window::Window(Window&&) noexcept = default;
Window& Window::operator=(Window&&) noexcept = default;
Window::~Window() = default;

bool Window::should_close() const { return false; }
void Window::keep_open() {}
void Window::poll_events() {}
void Window::wait_events(double) {}
void Window::wake() { web::note(); }

Events Window::take_events() {
    web::Arrived& arrived = state_->arrived;
    const web::PageView view = web::fit_canvas();
    if (view != arrived.view) arrived.any = true;
    arrived.view = view;
    return arrived.take();
}

std::uint64_t Window::keys_seen() const { return state_->arrived.inputs.keys_seen(); }
SizePx Window::size_px() const { return state_->arrived.view.size; }
SizePx Window::size() const { return state_->arrived.view.size; }
float Window::content_scale() const { return static_cast<float>(state_->arrived.view.ratio); }
void Window::set_title(const std::string& title) { web::set_title(title.c_str()); }

void Window::set_fullscreen(bool full) {
    if (std::exchange(state_->is_full, full) != full) web::set_fullscreen(full);
}

std::function<Result<std::string>(const Progress&)> Window::clipboard_reader() const { return {}; }
bool Window::is_paste_next() const { return false; }
void Window::set_paste(std::string text) { state_->clipboard.text = std::move(text); }

void Window::begin_frame() {
    begin_imgui_frame();
    ImGuiIO& io = ImGui::GetIO();
    const SizePx size = size_px();
    io.DisplaySize = {static_cast<float>(size.width), static_cast<float>(size.height)};
    io.DisplayFramebufferScale = {1, 1};
    const double now_s = emscripten_get_now() / 1000;
    constexpr double shortest_s = 1e-4, first_s = 1.0 / 60;
    io.DeltaTime =
        static_cast<float>(state_->last_frame_s > 0 ? std::max(now_s - state_->last_frame_s, shortest_s) : first_s);
    state_->last_frame_s = now_s;
    state_->arrived.inputs.feed();
}

void Window::end_frame() {
    draw_imgui(size_px());
    if (const ImGuiMouseCursor cursor = ImGui::GetMouseCursor(); std::exchange(state_->cursor, cursor) != cursor)
        web::set_cursor(name_of(cursor));
    // A telephone shows its keyboard while a field wants text.
    if (const bool wants = ImGui::GetIO().WantTextInput; std::exchange(state_->wants_text, wants) != wants)
        web::want_text(wants);
}

void Window::fonts_changed() { reload_fonts(); }

}  // namespace poolwalk::platform
