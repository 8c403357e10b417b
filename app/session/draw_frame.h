// One frame of a session, drawn on a surface: the window's or that of a picture.
#pragma once

#include <vector>

#include "app/platform/surface.h"
#include "app/session/appearance.h"
#include "app/session/session.h"

namespace poolwalk {

struct FramePainter {
    render::HeatMapPainter heat_maps;
    Appearance look{};
};

template <platform::Surface S>
void draw_frame(S& surface, Session& session, FramePainter& painter, const std::vector<KeyPress>& keys) {
    const platform::SizePx size = surface.size_px();
    if (size.width > 0 && size.height > 0) session.fit(size.width, size.height);
    if (painter.look.follow(session.shown().view, session.letters())) surface.fonts_changed();
    surface.begin_frame();
    ImGui::NewFrame();
    session.frame(keys, painter.look.fonts(), &painter.heat_maps);
    ImGui::Render();
    surface.end_frame();
}

}  // namespace poolwalk
