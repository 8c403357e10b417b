#include "app/ui/ui.h"

#include "app/ui/actions.h"
#include "app/ui/cell_editor.h"

namespace poolwalk::ui {
namespace {

// What a text field would want: letters, digits, arrows, Tab, Enter, Escape, and all with Ctrl.
bool belongs_to_text(KeyPress press) { return press.ctrl || press.key < Key::F1 || press.key > Key::F12; }

// A page that lies over everything leaves only the keys that close it.
bool is_covered(const Frame& frame, const Action& act) {
    const bool open = frame.state.view.show_keys || frame.state.view.show_files;
    return open && act.name != "escape" && act.name != "keys" && act.name != "quit";
}

}  // namespace

void handle_keys(const Frame& frame, const std::vector<KeyPress>& keys) {
    for (const KeyPress& press : keys) {
        if (take_key(frame, press)) continue;
        if (frame.is_busy_typing && belongs_to_text(press)) continue;
        const Action* act = action_of(press);
        if (act && is_enabled(*act, frame.state) && !is_covered(frame, *act)) frame.emit(act->command(frame.state));
    }
    const Workspace space = frame.state.view.workspace;
    if ((space == Workspace::Walk || space == Workspace::Network) && !frame.state.view.show_keys && !frame.state.view.show_files)
        take_letters(frame);
}

}  // namespace poolwalk::ui
