// Fonts and style for a theme and scale; made anew when one of them changes. The window and the offscreen renderer
// each have one, for an ImGui context of their own.
#pragma once

#include <optional>

#include "app/render/fonts.h"
#include "app/ui/ui.h"

namespace poolwalk {

class Appearance {
public:
    // Outside of a frame. True if the fonts were baked anew.
    bool follow(const View& view) {
        const bool new_scale = !fonts_ || scale_ != view.scale, changed = new_scale || theme_ != view.theme;
        if (new_scale) fonts_ = render::FontSet::load(static_cast<float>(view.scale));
        if (changed) ui::apply_style(view.theme, view.scale);
        scale_ = view.scale;
        theme_ = view.theme;
        return new_scale;
    }
    const render::FontSet& fonts() const { return *fonts_; }
    double scale() const { return scale_; }

private:
    std::optional<render::FontSet> fonts_;
    double scale_ = 0;
    Theme theme_ = Theme::Dark;
};

}  // namespace poolwalk
