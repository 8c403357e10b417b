// The clipboard of an X11 display, over a connection of its own: another program owns what is in it, and may never
// answer. GLFW waits for that without an end, on the interface's thread. What this program copies GLFW owns.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "core/base/progress.h"
#include "core/base/result.h"

namespace poolwalk::platform {

// Nothing waits longer than this for another program to answer.
inline constexpr double clipboard_patience_s = 2;

// The text that another program, or this one, has copied; "" if there is none. Blocks while the owner takes its time,
// so not for the interface's thread. An Error if the owner is silent for clipboard_patience_s.
Result<std::string> read_clipboard(const Progress& progress);

// The window that owns the clipboard; 0 if there is none, or no X11 display.
std::uint32_t clipboard_owner();
// Before the end of the program, which GLFW would put off until a clipboard manager answers: hands over what
// `our_window` owns, if a manager takes it within clipboard_patience_s, and owns nothing afterwards. `serve` answers
// what this program is asked, and is called again and again. Does nothing if `our_window` is not the owner.
void hand_over_clipboard(std::uint32_t our_window, const std::function<void()>& serve);

}  // namespace poolwalk::platform
