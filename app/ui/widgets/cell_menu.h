// What a right click on a cell offers: edit, set, tie, copy, pin, walk there.
#pragma once

#include "app/ui/frame.h"

namespace poolwalk::ui {

// Where the mouse went down and came up on a cell without moving, the menu opens; it stays until something is chosen.
void open_cell_menu(const Frame& frame, const CellRef& cell);
void draw_cell_menu(const Frame& frame);

}  // namespace poolwalk::ui
