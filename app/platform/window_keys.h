// From GLFW's keys to ours. Letters, plus and minus follow the keyboard layout, so that Ctrl+Z is
// where the Z is printed; digits and the rest are taken by their place.
#pragma once

#include "app/platform/keys.h"

namespace poolwalk::platform {

// Key::None for a key that no shortcut uses. GLFW is initialised.
Key key_of(int glfw_key, int scancode);

}  // namespace poolwalk::platform
