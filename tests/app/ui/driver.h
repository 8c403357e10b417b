// A person at the program, without a window and without OpenGL: it owns an ImGui
// context and the frame loop, feeds mouse, keys and letters, and finds widgets by their names.
// A name that is not on the screen fails the test and says so.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "app/platform/imgui_compat.h"
#include "app/platform/input_queue.h"
#include "app/render/fonts.h"
#include "app/session/session.h"

namespace poolwalk::test {

struct Size {
    float width = 1600, height = 1000;
};

AppState example(std::string_view name);  // as it is opened

class Driver {
public:
    // What takes longer than `at_once_ms` is worked out beside the frames, and files from `at_once_bytes` on are read
    // there.
    explicit Driver(AppState state = example("overlap"), Size size = {}, double at_once_ms = 1000,
                    std::uintmax_t at_once_bytes = 1 << 20);
    ~Driver();
    Driver(const Driver&) = delete;
    Driver& operator=(const Driver&) = delete;

    void frames(int count = 1);
    void resize(Size size);
    void tick(double seconds);  // as the window does while it plays

    bool shows(std::string_view name) const;
    scene::Rect rect(std::string_view name);

    // The mouse; a place is a widget's middle.
    void hover(std::string_view name);
    void hover_at(scene::Vec2 place);
    void click(std::string_view name);
    void click_at(scene::Vec2 place);
    void double_click(std::string_view name);
    void drag(std::string_view from, std::string_view to, int button = 0);
    void drag_by(std::string_view from, scene::Vec2 by, int button = 0);
    void drag_at(scene::Vec2 start, scene::Vec2 by, int button = 0);
    void wheel(std::string_view name, float steps);
    void press_mouse(int button = 0);
    void release_mouse(int button = 0);
    void hold_shift(bool down);

    // The keyboard: a key with the letter that it types; text letter by letter.
    void press(Key key) { press(KeyPress{.key = key}); }
    void press(KeyPress press);
    void ctrl(Key key) { press(KeyPress{.key = key, .ctrl = true}); }
    void type(std::string_view text);
    // Text and keys while the program was busy: all there before the next frame begins.
    void type_at_once(std::string_view text, std::initializer_list<Key> then);

    // Opens a combo and clicks a row; opens a menu and clicks an entry.
    void choose(std::string_view combo, std::string_view row);
    void menu(std::string_view title, std::string_view entry);

    const AppState& state() const { return session.state(); }
    const ui::UiMemory& memory() const { return session.memory(); }
    bool is_typing() const;  // a text field has the keys

    ui::Clipboard held_clipboard{};
    std::string& clipboard = held_clipboard.text;
    Session session;

private:
    void follow_look();
    void push(KeyPress press, platform::Stroke stroke);
    void push_key(KeyPress press);
    void push_letter(char letter);
    void settle();  // frames until all input is seen, and two more
    void rest();    // long enough that the next click is not the second of a double click

    ImGuiContext* context_;
    render::FontSet fonts_;
    double scale_ = 0;
    platform::InputQueue input_;
    bool shift_ = false;
};

}  // namespace poolwalk::test
