// Colour maps as tables of stops. A row has one list for each theme: on a dark ground high values
// are light, on a light ground they may be dark; lightness is monotonic either way.
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "core/doc/view.h"
#include "core/scene/scene.h"

namespace poolwalk::scene {

struct ColormapRow {
    std::string_view name, label, help;
    std::span<const std::uint32_t> dark, light;  // 0xRRGGBB, evenly spaced from low to high
};

std::span<const ColormapRow> colormaps();

// The 256 colours of a row; made once and shared.
std::shared_ptr<const Ramp> ramp_of(std::size_t row, Theme theme);
// Blue for positive, orange for negative, the ground's colour around 0; for gradients.
std::shared_ptr<const Ramp> gradient_ramp(Theme theme);

// The colour of `value` between low and high, clamped; the middle if low == high.
Color color_at(const Ramp& ramp, double value, double low, double high);

// Relative luminance (0 to 1) and contrast ratio (1 to 21) of WCAG 2.1.
double luminance(Color color);
double contrast(Color a, Color b);
// Black or white, whichever is easier to read on `ground`; at least 4.5 to 1 on any colour.
Color ink_on(Color ground);

}  // namespace poolwalk::scene
