#include "driver.h"

#include <gtest/gtest.h>

#include "app/ui/imgui_compat.h"
#include "core/io/examples.h"

namespace poolwalk::test {

Driver::Driver(const std::string& example, int width, int height) : context_(ImGui::CreateContext()) {
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;  // as the OpenGL backend has it
    io.DisplaySize = {static_cast<float>(width), static_cast<float>(height)};
    fonts_ = render::FontSet::load(1);
    unsigned char* pixels = nullptr;
    int w = 0, h = 0;
    io.Fonts->GetTexDataAsRGBA32(&pixels, &w, &h);  // without a backend nobody else asks for it
    session_.emplace(start_state(io::load_example(example).value()));
    ui::apply_style(state().view.theme, 1);
    move_to({-100, -100});
    frames(3);
}

Driver::~Driver() {
    session_.reset();
    ImGui::DestroyContext(context_);
}

void Driver::frames(int count) {
    for (int i = 0; i < count; ++i) {
        ImGui::GetIO().DeltaTime = 1.0f / 60;
        ImGui::NewFrame();
        session_->frame(std::exchange(keys_, {}), *fonts_, nullptr);
        ImGui::Render();
    }
}

bool Driver::shows(const std::string& widget) const { return session_->memory().widgets.contains(widget); }

scene::Vec2 Driver::middle(const std::string& widget, float at) const {
    const auto found = session_->memory().widgets.find(widget);
    if (found == session_->memory().widgets.end()) {
        ADD_FAILURE() << "no widget is named " << widget;
        return {-100, -100};
    }
    const scene::Rect& r = found->second;
    return {r.x + r.w * at, r.center().y};
}

void Driver::move_to(scene::Vec2 place) { ui::feed_mouse_position(place.x, place.y); }

void Driver::hover(const std::string& widget) {
    move_to(middle(widget));
    frames(2);
}

void Driver::click(const std::string& widget, int button) {
    hover(widget);
    ui::feed_mouse_button(button, true);
    frames();
    ui::feed_mouse_button(button, false);
    frames(2);
}

void Driver::click_at(const std::string& widget, float at) {
    move_to(middle(widget, at));
    frames(2);
    ui::feed_mouse_button(0, true);
    frames();
    ui::feed_mouse_button(0, false);
    frames(2);
}

void Driver::double_click(const std::string& widget) {
    click(widget);
    ui::feed_mouse_button(0, true);
    frames();
    ui::feed_mouse_button(0, false);
    frames(2);
}

void Driver::drag(const std::string& from, const std::string& to, float at, int button) {
    hover(from);
    ui::feed_mouse_button(button, true);
    frames();
    move_to(middle(to, at));
    frames(2);
    ui::feed_mouse_button(button, false);
    frames(2);
}

void Driver::drag_by(const std::string& widget, float dx) {
    const scene::Vec2 start = middle(widget);
    hover(widget);
    ui::feed_mouse_button(0, true);
    frames();
    for (int i = 1; i <= 10; ++i) {
        move_to({start.x + dx * static_cast<float>(i) / 10, start.y});
        frames();
    }
    ui::feed_mouse_button(0, false);
    frames(2);
}

void Driver::wheel(const std::string& widget, float steps) {
    hover(widget);
    ui::feed_mouse_wheel(steps);
    frames();
#if IMGUI_VERSION_NUM < 18700
    ImGui::GetIO().MouseWheel = 0;
#endif
    frames();
}

void Driver::press(Key key, bool ctrl, bool shift) {
    keys_.push_back({key, ctrl, shift, false});
    frames(2);
}

void Driver::type(const std::string& letters) {
    for (const char letter : letters) ImGui::GetIO().AddInputCharacter(static_cast<unsigned char>(letter));
    frames(2);
}

void Driver::shift(bool down) { ImGui::GetIO().KeyShift = down; }

void Driver::choose(const std::string& combo, const std::string& row) {
    click(combo);
    click(combo + "/" + row);
}

void Driver::set_clipboard(const std::string& text) { ImGui::SetClipboardText(text.c_str()); }

std::string Driver::clipboard() const { return ImGui::GetClipboardText(); }

}  // namespace poolwalk::test
