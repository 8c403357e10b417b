// What a person does at the window, in order, handed to the frames bit by bit: a frame sees one key press, one change
// of a mouse button or one run of the wheel, however much arrived while the frame before was being drawn. Nothing
// that is pressed and released between two frames is lost. The window fills it from GLFW (window.h).
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <variant>
#include <vector>

#include "app/platform/keys.h"

namespace poolwalk::platform {

struct PointerMoved {
    float x = 0, y = 0;  // in screen coordinates
};
struct ButtonTurned {
    int button = 0;  // 0: left, 1: right, 2: middle
    bool down = false;
};
struct WheelTurned {
    float steps = 0;  // up is positive
};
enum class Stroke : std::uint8_t { Down, Repeat, Up };
struct KeyTurned {
    int code = 0;      // tells keys apart that no shortcut uses
    KeyPress press{};  // with the modifiers that are held from now on
    Stroke stroke = Stroke::Down;
};
struct LetterTyped {
    unsigned code_point = 0;
};
struct FocusChanged {
    bool focused = false;
};
using Input = std::variant<PointerMoved, ButtonTurned, WheelTurned, KeyTurned, LetterTyped, FocusChanged>;

class InputQueue {
public:
    void push(const Input& input);
    bool empty() const { return waiting_.empty(); }
    // The key press that the next frame is to see; absent if it sees none.
    std::optional<KeyPress> next_press() const;
    // Takes what the next frame is to see. Returns its presses and repeats of keys, in order; also those that ImGui
    // will use.
    std::vector<KeyPress> next_frame();
    // Between the ImGui backend's NewFrame and ImGui's own: gives ImGui what next_frame() took, once, and where the
    // mouse is by then.
    void feed();
    std::uint64_t keys_seen() const { return keys_seen_; }  // presses and repeats that frames have taken so far

private:
    std::deque<Input> waiting_;
    std::vector<Input> taken_;
    PointerMoved pointer_{-1, -1};
    bool buttons_[3]{};
    std::uint64_t keys_seen_ = 0;
};

}  // namespace poolwalk::platform
