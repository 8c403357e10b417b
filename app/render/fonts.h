// The fonts of the interface and of the pictures, baked into ImGui's atlas at fixed sizes so that
// text is drawn pixel for pixel. Sizes are em sizes, as in SVG: ImGui's own "font size" is the line
// height, about 1.2 to 1.3 times as much.
#pragma once

#include <array>
#include <set>
#include <string>
#include <vector>

#include "core/scene/scene.h"
#include "imgui.h"

namespace poolwalk::render {

// Beyond those that are baked in any case: Chinese, Japanese, Korean.
using Letters = std::set<char32_t>;
bool is_always_baked(char32_t letter);

// A baked font. Draw it with draw_list.AddText(font, line_px, ...), nothing else is crisp.
struct BakedFont {
    ImFont* font = nullptr;
    float em_px = 0;
    float line_px = 0;
};

class FontSet {
public:
    // Fills ImGui's font atlas, dropping what was there, for a UI scale of 0.75 to 3 (clamped), and
    // makes the 14 px interface font ImGui's default. Where a font is not installed the next best is
    // taken, in the end ImGui's own. Call fonts_changed() of the window or picture afterwards.
    // `letters` are baked too, for the interface's text, from a font that has them if one is installed.
    static FontSet load(float ui_scale, const Letters& letters = {});

    // A sentence, if some of those letters cannot be drawn: what to install.
    const std::string& missing_letters() const { return missing_letters_; }

    // The largest baked size that is at most size_px, or the smallest there is. size_px is in pixels
    // of the screen: the UI scale is already in it.
    BakedFont pick(scene::Font face, float size_px) const;

    // For ImGui::PushFont: a size of the unscaled interface (11, 12, 13, 14, 16, 20, 28).
    ImFont* ui(scene::Font face = scene::Font::Sans, float unscaled_px = 14) const {
        return pick(face, unscaled_px * scale_ + 0.5f).font;
    }
    float ui_scale() const { return scale_; }

private:
    std::array<std::vector<BakedFont>, 3> faces_;  // by scene::Font, sizes rising
    float scale_ = 1;
    std::string missing_letters_;
};

}  // namespace poolwalk::render
