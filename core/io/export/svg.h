// A Scene as an SVG 1.1 document: real text, cells as rectangles, for browsers and Inkscape. What stands
// in the picture is build_scene's; the same Scene on the screen is app/render's.
#pragma once

#include <string>
#include <string_view>

#include "core/scene/scene.h"

namespace poolwalk::io {

// `title` is what a browser shows on the tab. A grid of more than `max_svg_cells` visible cells is
// embedded as a PNG, a cell a pixel; above 2048 cells a side, the largest of each block of cells.
std::string svg_text(const scene::Scene& scene, std::string_view title);

inline constexpr std::int64_t max_svg_cells = 4096;

}  // namespace poolwalk::io
