// What the program asks of the page that it runs in; done by page.js.
#pragma once

#include <string>

#include "app/platform/surface.h"

namespace poolwalk::web {

struct PageView {
    platform::SizePx size;  // of the canvas, in pixels of the screen
    double ratio = 1;       // of these to the page's own
    bool operator==(const PageView&) const = default;
};
// Gives the canvas as many pixels as it covers on the screen.
PageView fit_canvas();

void set_title(const char* title);
void set_cursor(const char* css_name);
void set_fullscreen(bool full);  // which a browser may refuse
void want_text(bool wanted);     // a text field has the keys
void copy(const char* text);
void say(const std::string& text);  // to a screen reader
bool wants_reduced_motion();

void choose_file();                         // from the person's disk; it then arrives as if it were dropped
void deliver(const std::string& path);      // as a download
void keep_files();                          // what is in the folder that is kept, some time soon
void tell_failure(const std::string& why);  // in place of the picture

}  // namespace poolwalk::web
