// The state and the places of all widgets as JSON, for tests that drive the real window from
// outside. Written beside its target and renamed, so that a reader never sees half of it.
#pragma once

#include <filesystem>
#include <string>

#include "app/session/session.h"

namespace poolwalk {

// Of the frame drawn last: what it saw of the mouse and the keyboard, and what it showed. `frames_due` more are drawn
// before the program waits for the next event.
std::string state_text(Session& session, int frames_due);
void write_state(const std::filesystem::path& path, const std::string& text);

}  // namespace poolwalk
