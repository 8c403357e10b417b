// Everything a key, a menu entry or a button can do, as one table. Menus, shortcuts, tooltips and
// the page of keys (F1) are made from it; an action emits a Command and does nothing itself.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "app/platform/keys.h"
#include "app/ui/workspace_set.h"
#include "core/doc/update/update.h"

namespace poolwalk::ui {

enum class Menu : std::uint8_t { File, Edit, Walk, View, Lessons, Help, None };

struct Action {
    std::string_view name, label, help;
    Menu menu = Menu::None;
    std::array<KeyPress, 2> keys{};  // Key::None: no key
    Command (*command)(const AppState&) = nullptr;
    bool (*enabled)(const AppState&) = nullptr;  // absent: always
    bool (*checked)(const AppState&) = nullptr;  // absent: not a switch
    WorkspaceSet in{};                           // the workspaces it works in
};

std::span<const Action> actions();
const Action& action(std::string_view name);  // a name that exists

// The first action of the table that has this key and can do something now, or null.
const Action* action_of(KeyPress press, const AppState& state);

bool is_enabled(const Action& action, const AppState& state);
std::string keys_text(const Action& action);  // "Ctrl+Z", "Space", or empty
std::string_view title_of(Menu menu);

}  // namespace poolwalk::ui
