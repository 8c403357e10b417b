// The state and the places of all widgets as JSON, for tests that drive the real window from
// outside. Written beside its target and renamed, so that a reader never sees half of it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "app/session/session.h"

namespace poolwalk {

// What only the window's loop knows.
struct LoopState {
    int frames_due = 0;           // drawn before the program waits for the next event
    std::uint64_t keys_seen = 0;  // presses and repeats so far
};

// Of the frame drawn last: what it saw of the mouse and the keyboard, and what it showed.
std::string state_text(Session& session, const LoopState& loop);
void write_state(const std::filesystem::path& path, const std::string& text);

}  // namespace poolwalk
