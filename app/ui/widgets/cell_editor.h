// Typing a number into a cell of X or dY, or of the network, as in a spreadsheet: what a number begins with (a digit,
// a minus, a point, the n of nan, the i of inf) begins it on a pinned cell, Enter and Tab take it and move on, Escape
// leaves it.
#pragma once

#include "app/ui/frame.h"

namespace poolwalk::ui {

void begin_edit(const Frame& frame, const scene::AnyCell& cell, std::string text, bool untouched);
// Takes the letters that ImGui has queued; begins an edit if they start a number.
void take_letters(const Frame& frame);
// A letter that begins a number in the pinned cell is no shortcut.
bool begins_edit(const Frame& frame, KeyPress press);
// Backspace, Enter, Tab, Escape while editing; true if the key was used.
bool take_key(const Frame& frame, KeyPress press);
// Stores the number, or says at the cell why not; true if the edit is over.
bool commit_edit(const Frame& frame);
// Over the cell that is edited, whose place on the canvas this is.
void draw_cell_editor(const Frame& frame, const scene::Rect& cell, ImVec2 canvas_origin);

// The text to begin with when a cell is edited that holds a number.
std::string text_to_edit(const Frame& frame, const scene::AnyCell& cell);

}  // namespace poolwalk::ui
