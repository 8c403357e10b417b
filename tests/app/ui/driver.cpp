#include "tests/app/ui/driver.h"

#include <gtest/gtest.h>

#include <optional>

#include "app/platform/imgui_compat.h"
#include "core/io/session/examples.h"

namespace poolwalk::test {
namespace {

// The keys of ImGui's text fields.
std::optional<ImGuiKey> text_key(Key key) {
    switch (key) {
        case Key::Enter: return ImGuiKey_Enter;
        case Key::Tab: return ImGuiKey_Tab;
        case Key::Escape: return ImGuiKey_Escape;
        case Key::Backspace: return ImGuiKey_Backspace;
        case Key::Delete: return ImGuiKey_Delete;
        case Key::Left: return ImGuiKey_LeftArrow;
        case Key::Right: return ImGuiKey_RightArrow;
        case Key::Home: return ImGuiKey_Home;
        case Key::End: return ImGuiKey_End;
        case Key::A: return ImGuiKey_A;
        case Key::Z: return ImGuiKey_Z;
        default: return std::nullopt;
    }
}

// What the key types, or 0.
char letter_of(const KeyPress& press) {
    if (press.ctrl || press.alt) return 0;
    if (press.key == Key::Space) return ' ';
    const int letter = static_cast<int>(press.key) - static_cast<int>(Key::A);
    return letter >= 0 && letter < 26 ? static_cast<char>((press.shift ? 'A' : 'a') + letter) : char{0};
}

Key key_of(char letter) {
    const auto counted = [](Key first, int by) { return static_cast<Key>(static_cast<int>(first) + by); };
    if (letter >= '0' && letter <= '9') return counted(Key::D0, letter - '0');
    if (letter >= 'a' && letter <= 'z') return counted(Key::A, letter - 'a');
    if (letter >= 'A' && letter <= 'Z') return counted(Key::A, letter - 'A');
    if (letter == '-') return Key::Minus;
    if (letter == '+') return Key::Plus;
    return letter == ' ' ? Key::Space : Key::None;
}

// Baking the fonts takes longer than most stories: the next one begins with those of the last.
struct SharedFonts {
    ImFontAtlas atlas;
    render::FontSet fonts;
    double scale = 0;
};

SharedFonts& shared() {
    static SharedFonts fonts;
    return fonts;
}

const render::FontSet& fonts_for(double scale) {
    if (shared().scale != scale) shared().fonts = render::FontSet::load(static_cast<float>(scale));
    shared().scale = scale;
    ImGui::GetIO().FontDefault = shared().fonts.ui();
    return shared().fonts;
}

}  // namespace

AppState example(std::string_view name) {
    const auto document = io::load_example(name);
    if (!document.ok()) ADD_FAILURE() << document.error().message;
    return start_state(*document);
}

Driver::Driver(AppState state, Size size, double at_once_ms, std::uintmax_t at_once_bytes)
    : session(std::move(state), at_once_ms, at_once_bytes), context_(ImGui::CreateContext(&shared().atlas)) {
    ImGui::SetCurrentContext(context_);
    ImGuiIO& io = ImGui::GetIO();
    io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;  // as the real renderer has
    io.IniFilename = io.LogFilename = nullptr;
    io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;  // as the OpenGL backend has
    ui::use_clipboard(clipboard);
    session.keep_names();
    ui::feed_mouse_position(-1, -1);
    resize(size);
}

Driver::~Driver() { ImGui::DestroyContext(context_); }

void Driver::follow_look() {
    const View& view = state().view;
    if (scale_ != view.scale) fonts_ = fonts_for(view.scale);
    ui::apply_style(view.theme, view.scale);
    scale_ = view.scale;
}

void Driver::frames(int count) {
    for (; count > 0; --count) {
        session.work();  // as the window does between its frames
        session.fit(ImGui::GetIO().DisplaySize.x, ImGui::GetIO().DisplaySize.y);
        follow_look();
        ui::feed_modifiers(ctrl_, shift_);
        ui::pretend_to_render();
        ImGui::NewFrame();
        session.frame(std::exchange(keys_, {}), fonts_, nullptr);
        ImGui::Render();
        ImGui::GetIO().DeltaTime = 1.0f / 60;
    }
}

void Driver::resize(Size size) {
    ImGui::GetIO().DisplaySize = {size.width, size.height};
    frames(3);
}

void Driver::tick(double seconds) {
    if (time_to_next_tick(state())) session.run(Tick{seconds});
    frames(1);
}

void Driver::rest() {
    ImGui::GetIO().DeltaTime = 0.5f;
    frames(2);
}

bool Driver::shows(std::string_view name) const { return memory().widgets.contains(name); }

scene::Rect Driver::rect(std::string_view name) {
    const auto found = memory().widgets.find(name);
    if (found != memory().widgets.end()) return found->second;
    ADD_FAILURE() << "nothing on the screen is named " << name;
    return {-10, -10, 0, 0};
}

void Driver::hover_at(scene::Vec2 place) {
    ui::feed_mouse_position(place.x, place.y);
    frames(2);
}

void Driver::hover(std::string_view name) { hover_at(rect(name).center()); }

void Driver::press_mouse(int button) {
    ui::feed_mouse_button(button, true);
    frames(2);
}

void Driver::release_mouse(int button) {
    ui::feed_mouse_button(button, false);
    frames(2);
}

void Driver::click_at(scene::Vec2 place) {
    hover_at(place);
    press_mouse();
    release_mouse();
    rest();
}

void Driver::click(std::string_view name) { click_at(rect(name).center()); }

void Driver::double_click(std::string_view name) {
    hover(name);
    for (int i = 0; i < 2; ++i) {
        press_mouse();
        release_mouse();
    }
    rest();
}

void Driver::drag(std::string_view from, std::string_view to, int button) {
    const scene::Vec2 a = rect(from).center(), b = rect(to).center();
    drag_by(from, {b.x - a.x, b.y - a.y}, button);
}

void Driver::drag_by(std::string_view from, scene::Vec2 by, int button) {
    constexpr int pieces = 8;
    const scene::Vec2 start = rect(from).center();
    hover_at(start);
    press_mouse(button);
    for (int i = 1; i <= pieces; ++i) {
        const float t = static_cast<float>(i) / pieces;
        hover_at({start.x + by.x * t, start.y + by.y * t});
    }
    release_mouse(button);
    rest();
}

void Driver::wheel(std::string_view name, float steps) {
    hover(name);
    ui::feed_mouse_wheel(steps);
    frames(2);
}

void Driver::press(KeyPress press) {
    ctrl_ = press.ctrl;
    const bool shift_before = std::exchange(shift_, shift_ || press.shift);
    const auto key = text_key(press.key);
    keys_.push_back(press);
    if (key) ui::feed_key(*key, true);
    if (const char letter = letter_of(press)) ImGui::GetIO().AddInputCharacter(static_cast<unsigned>(letter));
    frames(1);
    if (key) ui::feed_key(*key, false);
    ctrl_ = false;
    shift_ = shift_before;
    frames(2);
}

void Driver::type(std::string_view text) {
    for (const char letter : text) {
        if (const Key key = key_of(letter); key != Key::None) keys_.push_back({.key = key});
        ImGui::GetIO().AddInputCharacter(static_cast<unsigned char>(letter));
        frames(1);
    }
    frames(1);
}

void Driver::choose(std::string_view combo, std::string_view row) {
    click(combo);
    click(std::string(combo) + "/" + std::string(row));
}

void Driver::menu(std::string_view title, std::string_view entry) {
    click("menu/" + std::string(title));
    click("menu/" + std::string(entry));
}

bool Driver::is_typing() const { return ImGui::GetIO().WantTextInput; }

}  // namespace poolwalk::test
