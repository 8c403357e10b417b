// The colours of the two themes by what they mean. Text colours keep 4.5 to 1 on panel and canvas.
#pragma once

#include "core/doc/view.h"
#include "core/scene/scene.h"

namespace poolwalk::scene {

struct Palette {
    Color canvas, panel, raised, line;  // grounds from back to front, and thin lines
    Color text, dim;                    // words, and words of less weight
    Color accent, on_accent;            // the window; what can be clicked next
    Color forward, backward;            // X to Y, dY to dX
    Color good, bad;                    // nothing lost; made or lost
    Color empty, hatch, nan;            // not computed yet: ground and strokes; NaN cells
    Color code;                         // ground of code and of sums
};

const Palette& palette_of(Theme theme);

}  // namespace poolwalk::scene
