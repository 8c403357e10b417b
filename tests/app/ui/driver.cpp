#include "tests/app/ui/driver.h"

#include <gtest/gtest.h>

#include "app/platform/imgui_compat.h"
#include "core/io/session/examples.h"

namespace poolwalk::test {
namespace {

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
    ui::use_clipboard(held_clipboard);
    session.keep_names();
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
        const std::vector<KeyPress> keys = input_.next_frame();
        input_.feed();
        ui::pretend_to_render();
        ImGui::NewFrame();
        session.frame(keys, fonts_, nullptr);
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
    input_.push(platform::PointerMoved{place.x, place.y});
    frames(2);
}

void Driver::hover(std::string_view name) { hover_at(rect(name).center()); }

void Driver::press_mouse(int button) {
    input_.push(platform::ButtonTurned{button, true});
    frames(2);
}

void Driver::release_mouse(int button) {
    input_.push(platform::ButtonTurned{button, false});
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

void Driver::drag_by(std::string_view from, scene::Vec2 by, int button) { drag_at(rect(from).center(), by, button); }

void Driver::drag_at(scene::Vec2 start, scene::Vec2 by, int button) {
    constexpr int pieces = 8;
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
    input_.push(platform::WheelTurned{steps});
    frames(2);
}

void Driver::push(KeyPress press, platform::Stroke stroke) {
    press.shift = press.shift || shift_;
    input_.push(platform::KeyTurned{static_cast<int>(press.key), press, stroke});
}

void Driver::hold_shift(bool down) {
    shift_ = down;
    push({}, down ? platform::Stroke::Down : platform::Stroke::Up);
}

void Driver::settle() {
    while (!input_.empty()) frames();
    frames(2);
}

void Driver::press(KeyPress press) {
    push_key(press);
    settle();
}

void Driver::push_key(KeyPress press) {
    push(press, platform::Stroke::Down);
    if (const char letter = letter_of(press)) input_.push(platform::LetterTyped{static_cast<unsigned char>(letter)});
    push({.key = press.key}, platform::Stroke::Up);
}

void Driver::push_letter(char letter) {
    const Key key = key_of(letter);
    push({.key = key}, platform::Stroke::Down);
    input_.push(platform::LetterTyped{static_cast<unsigned char>(letter)});
    push({.key = key}, platform::Stroke::Up);
}

void Driver::type(std::string_view text) {
    for (const char letter : text) push_letter(letter);
    settle();
}

void Driver::type_at_once(std::string_view text, std::initializer_list<Key> then) {
    for (const char letter : text) push_letter(letter);
    for (const Key key : then) push_key({.key = key});
    settle();
}

void Driver::choose(std::string_view combo, std::string_view row) {
    click(combo);
    click(std::string(combo) + "/" + std::string(row));
}

void Driver::menu(std::string_view title, std::string_view entry) {
    click("menu/" + std::string(title));
    click("menu/" + std::string(entry));
}

bool Driver::is_typing() const { return ui::has_typing_field(); }

}  // namespace poolwalk::test
