#include "app/ui/ui.h"

#include "app/ui/actions.h"
#include "app/ui/widgets/cell_editor.h"
#include "app/ui/widgets/lesson_reply.h"

namespace poolwalk::ui {
namespace {

// What a text field would want: letters, digits, arrows, Tab, Enter, Escape, and all with Ctrl.
bool belongs_to_text(KeyPress press) { return press.ctrl || press.key < Key::F1 || press.key > Key::F12; }

// A page that lies over everything leaves only the keys that close it.
bool is_covered(const Frame& frame, const Action& act) {
    if (!frame.has_picture) return act.name != "quit";
    if (frame.state.question) return act.name != "escape" && !act.name.starts_with("answer_");
    return frame.state.view.has_page() && act.name != "escape" && act.name != "keys" && act.name != "quit";
}

}  // namespace

bool has_typing_field() { return ImGui::GetIO().WantTextInput && ImGui::IsAnyItemActive(); }

void handle_keys(const Frame& frame, const std::vector<KeyPress>& keys) {
    if (const ImVec2 mouse = ImGui::GetIO().MousePos; !keys.empty())
        frame.memory.done_at = scene::Vec2{mouse.x, mouse.y};
    for (const KeyPress& press : keys) {
        if (press.key == Key::Escape && ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopup)) {
            frame.memory.closes_popups = true;
            continue;
        }
        if (!frame.state.question && frame.has_picture && take_key(frame, press)) continue;
        const bool closes_page = press.key == Key::Escape && frame.state.view.has_page();
        if (frame.is_busy_typing && belongs_to_text(press) && !closes_page) continue;
        if (reply_takes_key(frame, press)) continue;
        if (!open_question(frame.state) && begins_edit(frame, press)) continue;
        const Action* act = action_of(press, frame.state);
        if (act && !is_covered(frame, *act)) frame.emit(act->command(frame.state));
    }
    if (frame.has_picture && with_cells.holds(frame.state.view.workspace) && !frame.state.view.has_page() &&
        !frame.state.question) {
        if (open_question(frame.state)) reply_takes_letters(frame);
        else take_letters(frame);
    }
}

}  // namespace poolwalk::ui
