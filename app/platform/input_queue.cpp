#include "app/platform/input_queue.h"

#include <algorithm>
#include <iterator>
#include <optional>

#include "app/platform/imgui_compat.h"

namespace poolwalk::platform {

namespace {

// The keys of ImGui's text fields; ImGuiKey_COUNT for the others.
ImGuiKey imgui_key(Key key) {
    switch (key) {
        case Key::Space: return ImGuiKey_Space;
        case Key::Left: return ImGuiKey_LeftArrow;
        case Key::Right: return ImGuiKey_RightArrow;
        case Key::Up: return ImGuiKey_UpArrow;
        case Key::Down: return ImGuiKey_DownArrow;
        case Key::Home: return ImGuiKey_Home;
        case Key::End: return ImGuiKey_End;
        case Key::PageUp: return ImGuiKey_PageUp;
        case Key::PageDown: return ImGuiKey_PageDown;
        case Key::Enter: return ImGuiKey_Enter;
        case Key::Tab: return ImGuiKey_Tab;
        case Key::Escape: return ImGuiKey_Escape;
        case Key::Insert: return ImGuiKey_Insert;
        case Key::Delete: return ImGuiKey_Delete;
        case Key::Backspace: return ImGuiKey_Backspace;
        case Key::A: return ImGuiKey_A;
        case Key::C: return ImGuiKey_C;
        case Key::V: return ImGuiKey_V;
        case Key::X: return ImGuiKey_X;
        case Key::Y: return ImGuiKey_Y;
        case Key::Z: return ImGuiKey_Z;
        default: return ImGuiKey_COUNT;
    }
}

// One frame's part, as far as it is taken. Where the pointer is and which keys have been let go comes first; then one
// deed, and what belongs to it.
class FramePart {
public:
    bool takes(const Input& input) {
        const bool fits = std::visit([this](const auto& i) { return may_take(i); }, input);
        if (fits && is_deed(input) && !deed_) deed_ = input;
        if (fits && std::holds_alternative<PointerMoved>(input)) moves_ = true;
        return fits;
    }

private:
    static bool is_deed(const Input& input) {
        const auto* key = std::get_if<KeyTurned>(&input);
        return key ? key->stroke != Stroke::Up
                   : !std::holds_alternative<PointerMoved>(input) && !std::holds_alternative<FocusChanged>(input);
    }
    template <class T>
    const T* deed() const {
        return deed_ ? std::get_if<T>(&*deed_) : nullptr;
    }

    bool may_take(const PointerMoved&) const { return !deed_; }
    bool may_take(const FocusChanged&) const { return !deed_; }
    // What is dragged has to be seen where it is let go.
    bool may_take(const ButtonTurned& button) const { return !deed_ && (button.down || !moves_); }
    bool may_take(const WheelTurned&) const { return !deed_ || deed<WheelTurned>(); }
    // A key and the letters that it types.
    bool may_take(const LetterTyped&) const { return !deed_ || deed<KeyTurned>() || deed<LetterTyped>(); }
    bool may_take(const KeyTurned& key) {
        switch (key.stroke) {
            case Stroke::Up: released_.push_back(key.code); return !deed_;
            // ImGui sees a key that is up and down again within one frame as held all the while.
            case Stroke::Down: return !deed_ && std::ranges::find(released_, key.code) == released_.end();
            // As many as there are: a key that is held must not go on after it has been let go.
            case Stroke::Repeat: return !deed_ || (deed<KeyTurned>() && deed<KeyTurned>()->code == key.code);
        }
        return false;
    }

    std::optional<Input> deed_;
    bool moves_ = false;
    std::vector<int> released_;
};

void give(const PointerMoved&) {}
void give(const ButtonTurned&) {}
void give(const WheelTurned& wheel) { ui::feed_mouse_wheel(wheel.steps); }
void give(const LetterTyped& letter) { ImGui::GetIO().AddInputCharacter(letter.code_point); }
void give(const FocusChanged& focus) { ui::feed_focus(focus.focused); }
void give(const KeyTurned& key) {
    ui::feed_modifiers(key.press.ctrl, key.press.shift, key.press.alt);
    const ImGuiKey known = imgui_key(key.press.key);
    if (known != ImGuiKey_COUNT && key.stroke != Stroke::Repeat) ui::feed_key(known, key.stroke == Stroke::Down);
}

}  // namespace

void InputQueue::push(const Input& input) {
    const bool moves_on = std::holds_alternative<PointerMoved>(input) && !waiting_.empty() &&
                          std::holds_alternative<PointerMoved>(waiting_.back());
    if (moves_on) waiting_.back() = input;
    else waiting_.push_back(input);
}

std::optional<KeyPress> InputQueue::next_press() const {
    FramePart part;
    for (const Input& input : waiting_) {
        if (!part.takes(input)) return std::nullopt;
        if (const auto* key = std::get_if<KeyTurned>(&input); key && key->stroke != Stroke::Up) return key->press;
    }
    return std::nullopt;
}

std::vector<KeyPress> InputQueue::next_frame() {
    FramePart part;
    std::vector<KeyPress> presses;
    while (!waiting_.empty() && part.takes(waiting_.front())) {
        const Input& input = waiting_.front();
        if (const auto* moved = std::get_if<PointerMoved>(&input)) pointer_ = *moved;
        if (const auto* turned = std::get_if<ButtonTurned>(&input)) buttons_[turned->button] = turned->down;
        if (const auto* key = std::get_if<KeyTurned>(&input); key && key->stroke != Stroke::Up) {
            ++keys_seen_;
            if (key->press.key != Key::None) presses.push_back(key->press);
        }
        taken_.push_back(input);
        waiting_.pop_front();
    }
    return presses;
}

void InputQueue::feed() {
    ui::feed_mouse_position(pointer_.x, pointer_.y);
    for (int button = 0; button < static_cast<int>(std::size(buttons_)); ++button)
        ui::feed_mouse_button(button, buttons_[button]);
    for (const Input& input : taken_) std::visit([](const auto& i) { give(i); }, input);
    taken_.clear();
}

}  // namespace poolwalk::platform
