// What a frame needs of the place that it is drawn on: all that a session sees of the platform. The window (window.h)
// and the picture without a display (offscreen.h) each have it; another platform would have to.
#pragma once

#include <concepts>

namespace poolwalk::platform {

struct SizePx {
    int width = 0, height = 0;
    bool operator==(const SizePx&) const = default;
};

template <class S>
concept Surface = requires(S& surface) {
    { surface.size_px() } -> std::same_as<SizePx>;  // 0 x 0: nothing is to be seen
    surface.fonts_changed();                        // after the atlas was built anew, outside of a frame
    surface.begin_frame();                          // the backends' part; ImGui::NewFrame() comes after it
    surface.end_frame();  // after ImGui::Render(): draws over the style's window colour, and shows it
};

}  // namespace poolwalk::platform
