// The cells of a grid in an SVG document: rectangles, or one picture where there are too many of them.
#pragma once

#include "core/io/export/svg_parts.h"

namespace poolwalk::io::svg {

// The cells of one plane.
void add_cells(Sheet& sheet, const scene::HeatMap& map);

}  // namespace poolwalk::io::svg
