// Fonts and style for a theme and scale; made anew when one of them changes, or a letter is new. The window and the
// offscreen renderer each have one, for an ImGui context of their own.
#pragma once

#include <optional>

#include "app/render/fonts.h"
#include "app/ui/ui.h"

namespace poolwalk {

class Appearance {
public:
    // Outside of a frame. True if the fonts were baked anew.
    bool follow(const View& view, const render::Letters& letters) {
        const std::size_t known = letters_.size();
        letters_.insert(letters.begin(), letters.end());
        const bool new_fonts = !fonts_ || scale_ != view.scale || letters_.size() > known,
                   changed = new_fonts || theme_ != view.theme;
        if (new_fonts) fonts_ = render::FontSet::load(static_cast<float>(view.scale), letters_);
        if (changed) ui::apply_style(view.theme, view.scale);
        scale_ = view.scale;
        theme_ = view.theme;
        return new_fonts;
    }
    const render::FontSet& fonts() const { return *fonts_; }
    double scale() const { return scale_; }

private:
    std::optional<render::FontSet> fonts_;
    render::Letters letters_;  // all that were needed so far
    double scale_ = 0;
    Theme theme_ = Theme::Dark;
};

}  // namespace poolwalk
