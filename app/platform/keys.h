// The keys that shortcuts are made of. The window reports them, the table of actions matches them;
// neither knows the other. Letters and digits that are typed into a field come through ImGui.
#pragma once

#include <cstdint>

namespace poolwalk {

enum class Key : std::uint8_t {
    None,
    Space,
    Left,
    Right,
    Up,
    Down,
    Home,
    End,
    PageUp,
    PageDown,
    Enter,
    Tab,
    Escape,
    Insert,
    Delete,
    Backspace,
    F1,
    F2,
    F3,
    F4,
    F5,
    F6,
    F7,
    F8,
    F9,
    F10,
    F11,
    F12,
    A,
    B,
    C,
    D,
    E,
    F,
    G,
    H,
    I,
    J,
    K,
    L,
    M,
    N,
    O,
    P,
    Q,
    R,
    S,
    T,
    U,
    V,
    W,
    X,
    Y,
    Z,
    D0,
    D1,
    D2,
    D3,
    D4,
    D5,
    D6,
    D7,
    D8,
    D9,
    Plus,
    Minus,
};

struct KeyPress {
    Key key = Key::None;
    bool ctrl = false, shift = false, alt = false;
    bool operator==(const KeyPress&) const = default;
};

}  // namespace poolwalk
