#include "app/web/page_calls.h"

#include <emscripten.h>

#include <array>

namespace poolwalk::web {
namespace {

// clang-format off
EM_JS(void, js_fit_canvas, (double* out), { page.fit(HEAPF64.subarray(out >> 3, (out >> 3) + 3)); });
EM_JS(void, js_set_title, (const char* title), { document.title = UTF8ToString(title); });
EM_JS(void, js_set_cursor, (const char* name), { page.canvas.style.cursor = UTF8ToString(name); });
EM_JS(void, js_set_fullscreen, (int full), { page.setFullscreen(full != 0); });
EM_JS(void, js_want_text, (int wanted), { page.wantText(wanted != 0); });
EM_JS(void, js_copy, (const char* text), { page.copy(UTF8ToString(text)); });
EM_JS(void, js_say, (const char* text), { page.say(UTF8ToString(text)); });
EM_JS(int, js_wants_reduced_motion, (), { return matchMedia('(prefers-reduced-motion: reduce)').matches; });
EM_JS(void, js_choose_file, (), { page.chooseFile(); });
EM_JS(void, js_deliver, (const char* path), { page.deliver(UTF8ToString(path)); });
EM_JS(void, js_keep_files, (), { page.keepFiles(); });
EM_JS(void, js_tell_failure, (const char* why), { page.tellFailure(UTF8ToString(why)); });
// clang-format on

}  // namespace

PageView fit_canvas() {
    std::array<double, 3> found{};
    js_fit_canvas(found.data());
    return {{static_cast<int>(found[0]), static_cast<int>(found[1])}, found[2]};
}

void set_title(const char* title) { js_set_title(title); }
void set_cursor(const char* css_name) { js_set_cursor(css_name); }
void set_fullscreen(bool full) { js_set_fullscreen(full); }
void want_text(bool wanted) { js_want_text(wanted); }
void copy(const char* text) { js_copy(text); }
void say(const std::string& text) { js_say(text.c_str()); }
bool wants_reduced_motion() { return js_wants_reduced_motion() != 0; }
void choose_file() { js_choose_file(); }
void deliver(const std::string& path) { js_deliver(path.c_str()); }
void keep_files() { js_keep_files(); }
void tell_failure(const std::string& why) { js_tell_failure(why.c_str()); }

}  // namespace poolwalk::web
