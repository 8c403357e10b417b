// Words in which a cell, as X(1, 2), is a chip: under the mouse it lights its cell on the picture, and a click pins
// that cell; a cell under the mouse on the picture lights its chip.
#pragma once

#include <string>

#include "app/ui/frame.h"

namespace poolwalk::ui {

// Wrapped at the panel's edge, in the present font.
void text_with_cells(const Frame& frame, scene::Color color, const std::string& words);

// A cell that is named in a text, and the bytes that name it: [begin, end).
struct NamedCell {
    GridId grid = GridId::Input;
    Place cell;
    std::size_t begin = 0, end = 0;
};
std::vector<NamedCell> cells_named_in(const std::string& words);

}  // namespace poolwalk::ui
