// Text of panels and lessons in which words can be asked. A cell, as X(1, 2), is a chip: under the mouse it lights
// its cell on the picture, and a click pins that cell; a cell under the mouse on the picture lights its chip. A word
// of the field is dotted where it stands first: the mouse shows what it means (core/doc/glossary.h).
#pragma once

#include <string>

#include "app/ui/frame.h"

namespace poolwalk::ui {

// Wrapped at the panel's edge, in the present font.
void rich_text(const Frame& frame, scene::Color color, const std::string& words);
// On one line.
void rich_line(const Frame& frame, scene::Color color, const std::string& words);
// The height it takes where there is room for `width`.
float rich_text_height(const std::string& words, float width);
// The same in lines of at most that width, one below the other.
void rich_text_within(const Frame& frame, scene::Color color, const std::string& words, float width);

// A cell that is named in a text, and the bytes that name it: [begin, end).
struct NamedCell {
    GridId grid = GridId::Input;
    Place cell;
    std::size_t begin = 0, end = 0;
};
std::vector<NamedCell> cells_named_in(const std::string& words);

}  // namespace poolwalk::ui
