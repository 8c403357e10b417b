// The user interface as two calls: keys become commands, a frame draws every panel. It knows
// neither the window nor OpenGL; a test drives it with ImGui's io alone.
#pragma once

#include "app/ui/frame.h"

namespace poolwalk::ui {

// Has a text field the keys? ImGui's own answer stays true for the frame after the field has let them go.
bool has_typing_field();

// Shortcuts and the keys of a cell being edited, in order.
void handle_keys(const Frame& frame, const std::vector<KeyPress>& keys);

// Between ImGui::NewFrame() and ImGui::Render().
void draw(const Frame& frame);

// ImGui's colours and spacing for the theme and scale; call when either changes.
void apply_style(Theme theme, double scale);

}  // namespace poolwalk::ui
