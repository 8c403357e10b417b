#include "app/web/page_events.h"

#include <emscripten.h>

#include <cfloat>
#include <functional>
#include <string_view>

namespace poolwalk::web {
namespace {

using platform::Stroke;

Arrived* listener = nullptr;  // the window's; calls of page.js carry none

struct NamedKey {
    std::string_view code;
    Key key;
};
// By their places on the keyboard.
constexpr NamedKey named_keys[] = {{"Space", Key::Space},       {"ArrowLeft", Key::Left},
                                   {"ArrowRight", Key::Right},  {"ArrowUp", Key::Up},
                                   {"ArrowDown", Key::Down},    {"Home", Key::Home},
                                   {"End", Key::End},           {"PageUp", Key::PageUp},
                                   {"PageDown", Key::PageDown}, {"Enter", Key::Enter},
                                   {"NumpadEnter", Key::Enter}, {"Tab", Key::Tab},
                                   {"Escape", Key::Escape},     {"Insert", Key::Insert},
                                   {"Delete", Key::Delete},     {"Backspace", Key::Backspace},
                                   {"NumpadAdd", Key::Plus},    {"NumpadSubtract", Key::Minus}};

Key counted_from(Key first, int offset) { return static_cast<Key>(static_cast<int>(first) + offset); }

// By what is written on them, so that another layout's Z is Z.
Key key_of_letter(std::string_view letter) {
    if (letter.size() != 1) return Key::None;
    const char c = letter.front();
    if (c >= 'a' && c <= 'z') return counted_from(Key::A, c - 'a');
    if (c >= 'A' && c <= 'Z') return counted_from(Key::A, c - 'A');
    if (c >= '0' && c <= '9') return counted_from(Key::D0, c - '0');
    if (c == '+' || c == '=') return Key::Plus;
    return c == '-' ? Key::Minus : Key::None;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

Key key_of(std::string_view code, std::string_view letter) {
    for (const NamedKey& named : named_keys)
        if (named.code == code) return named.key;
    if (code.size() >= 2 && code.front() == 'F' && is_digit(code[1]))
        return counted_from(Key::F1, std::atoi(std::string(code.substr(1)).c_str()) - 1);
    // On many layouts digits are typed with Shift; their keys are in the same place on all.
    if (code.size() == 6 && code.starts_with("Digit")) return counted_from(Key::D0, code[5] - '0');
    if (code.size() == 7 && code.starts_with("Numpad") && is_digit(code[6]))
        return counted_from(Key::D0, code[6] - '0');
    if (const Key key = key_of_letter(letter); key != Key::None) return key;
    // A layout without Latin letters.
    return code.size() == 4 && code.starts_with("Key") ? counted_from(Key::A, code[3] - 'A') : Key::None;
}

void push(const platform::Input& input) {
    if (!listener) return;
    listener->inputs.push(input);
    listener->any = true;
}

enum Modifier : int { Ctrl = 1, Shift = 2, Alt = 4 };

}  // namespace

void listen(Arrived* to) { listener = to; }

void note() {
    if (listener) listener->any = true;
}

}  // namespace poolwalk::web

using namespace poolwalk;

extern "C" {

EMSCRIPTEN_KEEPALIVE void page_pointer(double x, double y) {
    web::push(platform::PointerMoved{static_cast<float>(x), static_cast<float>(y)});
}
EMSCRIPTEN_KEEPALIVE void page_pointer_left() { web::push(platform::PointerMoved{-FLT_MAX, -FLT_MAX}); }
EMSCRIPTEN_KEEPALIVE void page_button(int button, int down) {
    if (button >= 0 && button < 3) web::push(platform::ButtonTurned{button, down != 0});
}
EMSCRIPTEN_KEEPALIVE void page_wheel(double steps) { web::push(platform::WheelTurned{static_cast<float>(steps)}); }

// 0: down, 1: repeated, 2: up. Returns whether the program has a use for the key.
EMSCRIPTEN_KEEPALIVE int page_key(const char* code, const char* letter, int modifiers, int stroke) {
    const KeyPress press{web::key_of(code, letter), (modifiers & web::Ctrl) != 0, (modifiers & web::Shift) != 0,
                         (modifiers & web::Alt) != 0};
    const auto number = static_cast<int>(std::hash<std::string_view>()(code) & 0x7fffffff);
    web::push(platform::KeyTurned{number, press, static_cast<platform::Stroke>(stroke)});
    return press.key != Key::None;
}
EMSCRIPTEN_KEEPALIVE void page_letter(int code_point) {
    web::push(platform::LetterTyped{static_cast<unsigned>(code_point)});
}
EMSCRIPTEN_KEEPALIVE void page_focus(int focused) { web::push(platform::FocusChanged{focused != 0}); }

// As if the keys for it had been pressed, now that the browser has handed over the text.
EMSCRIPTEN_KEEPALIVE void page_paste(const char* text) {
    if (!web::listener) return;
    web::listener->on_paste(text);
    for (const int stroke : {0, 2}) page_key("KeyV", "v", web::Ctrl, stroke);
    web::push(platform::KeyTurned{0, {}, platform::Stroke::Up});  // Ctrl is let go
}
EMSCRIPTEN_KEEPALIVE void page_drop(const char* path) {
    if (web::listener) web::listener->dropped.emplace_back(path);
    web::note();
}
EMSCRIPTEN_KEEPALIVE void page_refresh() { web::note(); }

}  // extern "C"
