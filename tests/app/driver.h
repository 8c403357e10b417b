// Drives the whole program in the process, without a window or OpenGL: a Session, ImGui's io fed by
// hand, widgets found by the names they register. A story is written as a person would tell it.
#pragma once

#include <optional>
#include <string>

#include "app/session.h"

namespace poolwalk::test {

class Driver {
public:
    explicit Driver(const std::string& example = "overlap", int width = 1600, int height = 1000);
    ~Driver();
    Driver(const Driver&) = delete;
    Driver& operator=(const Driver&) = delete;

    void frames(int count = 1);
    bool shows(const std::string& widget) const;
    void hover(const std::string& widget);
    void click(const std::string& widget, int button = 0);
    void double_click(const std::string& widget);
    // From the middle of one to the middle of another, or a place along it (0 left, 1 right).
    void drag(const std::string& from, const std::string& to, float at = 0.5f, int button = 0);
    void drag_by(const std::string& widget, float dx);
    void click_at(const std::string& widget, float at);
    void wheel(const std::string& widget, float steps);
    void press(Key key, bool ctrl = false, bool shift = false);
    void type(const std::string& letters);
    void shift(bool down);
    // Opens a combo and clicks a row of it.
    void choose(const std::string& combo, const std::string& row);
    void set_clipboard(const std::string& text);
    std::string clipboard() const;

    const AppState& state() const { return session_->state(); }
    Session& session() { return *session_; }
    double x(std::int64_t h, std::int64_t w) const { return value_at(*state().document.input, 0, h, w); }
    double dx(std::int64_t h, std::int64_t w) { return value_at(session_->derived().grad_input, 0, h, w); }

private:
    scene::Vec2 middle(const std::string& widget, float at = 0.5f) const;
    void move_to(scene::Vec2 place);

    ImGuiContext* context_;
    std::optional<render::FontSet> fonts_;
    std::optional<Session> session_;
    std::vector<KeyPress> keys_;
};

}  // namespace poolwalk::test
