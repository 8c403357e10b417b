// How a lesson's question is answered: options to click, a number to type, or what to click on the picture; with the
// replies marked right or wrong on the spot, and what is said to the last one.
#pragma once

#include "app/ui/frame.h"

namespace poolwalk::ui {

// The controls and below them the hint, within this width; nothing where the page has no question to answer.
void draw_reply(const Frame& frame, const LessonRun& run, float width);
float reply_height(const Frame& frame, const LessonPage& page, float width);
// Of the longest hint that the page may give.
float hint_height(const Frame& frame, const LessonPage& page, float width);

// A number typed while a question asks for one goes into its field, wherever the mouse is; meanwhile no cell is
// edited. Was the key one of those?
bool reply_takes_key(const Frame& frame, KeyPress press);
void reply_takes_letters(const Frame& frame);

}  // namespace poolwalk::ui
