#define GLFW_INCLUDE_NONE
#include "app/platform/window_keys.h"

#include <GLFW/glfw3.h>

#include <optional>
#include <string_view>

namespace poolwalk::platform {

namespace {

struct Place {
    int glfw_key;
    Key key;
};

constexpr Place places[] = {
    {GLFW_KEY_SPACE, Key::Space},
    {GLFW_KEY_LEFT, Key::Left},
    {GLFW_KEY_RIGHT, Key::Right},
    {GLFW_KEY_UP, Key::Up},
    {GLFW_KEY_DOWN, Key::Down},
    {GLFW_KEY_HOME, Key::Home},
    {GLFW_KEY_END, Key::End},
    {GLFW_KEY_PAGE_UP, Key::PageUp},
    {GLFW_KEY_PAGE_DOWN, Key::PageDown},
    {GLFW_KEY_ENTER, Key::Enter},
    {GLFW_KEY_KP_ENTER, Key::Enter},
    {GLFW_KEY_TAB, Key::Tab},
    {GLFW_KEY_ESCAPE, Key::Escape},
    {GLFW_KEY_INSERT, Key::Insert},
    {GLFW_KEY_DELETE, Key::Delete},
    {GLFW_KEY_BACKSPACE, Key::Backspace},
    {GLFW_KEY_EQUAL, Key::Plus},
    {GLFW_KEY_KP_ADD, Key::Plus},
    {GLFW_KEY_MINUS, Key::Minus},
    {GLFW_KEY_KP_SUBTRACT, Key::Minus},
};

Key counted_from(Key first, int offset) { return static_cast<Key>(static_cast<int>(first) + offset); }

std::optional<Key> in_a_row(int key, int from, int to, Key first) {
    if (key < from || key > to) return std::nullopt;
    return counted_from(first, key - from);
}

std::optional<Key> by_layout(int glfw_key, int scancode) {
    const char* name = glfwGetKeyName(glfw_key, scancode);
    const std::string_view text = name ? name : "";
    if (text.size() != 1) return std::nullopt;
    const char letter = text[0];
    if (letter >= 'a' && letter <= 'z') return counted_from(Key::A, letter - 'a');
    if (letter >= 'A' && letter <= 'Z') return counted_from(Key::A, letter - 'A');
    if (letter == '+' || letter == '=') return Key::Plus;
    if (letter == '-') return Key::Minus;
    return std::nullopt;
}

}  // namespace

Key key_of(int glfw_key, int scancode) {
    if (const auto digit = in_a_row(glfw_key, GLFW_KEY_0, GLFW_KEY_9, Key::D0)) return *digit;
    if (const auto digit = in_a_row(glfw_key, GLFW_KEY_KP_0, GLFW_KEY_KP_9, Key::D0)) return *digit;
    if (const auto function = in_a_row(glfw_key, GLFW_KEY_F1, GLFW_KEY_F12, Key::F1)) return *function;
    if (const auto printed = by_layout(glfw_key, scancode)) return *printed;
    // A layout without Latin letters: the place where a US keyboard has the letter.
    if (const auto letter = in_a_row(glfw_key, GLFW_KEY_A, GLFW_KEY_Z, Key::A)) return *letter;
    for (const Place& place : places)
        if (place.glfw_key == glfw_key) return place.key;
    return Key::None;
}

}  // namespace poolwalk::platform
