// The few widgets that panels are made of, in the house look. Each registers its rectangle under
// its name, so that a test finds it as a person would: by what it is called.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "app/ui/actions.h"
#include "app/ui/frame.h"
#include "app/ui/style.h"

namespace poolwalk::ui {

// Registers the item drawn last.
void mark(const Frame& frame, std::string_view name);
void mark_rect(const Frame& frame, std::string_view name, ImVec2 min, ImVec2 max);

// A page over everything, in the middle and of this size before scaling, or as large as fits; ImGui::End() closes it.
void begin_page(const Frame& frame, const char* name, ImVec2 unscaled);

void heading(const Frame& frame, const char* text);
// "Kernel" in the left column; the control follows on the same line, filling the width.
void field_label(const Frame& frame, const char* text);
std::string shortened(std::string_view words, float room_px);  // cut at the end, with "...", in the present font
void text(scene::Color color, const std::string& words);       // wrapped at the panel's edge
// In the place of what could answer the lesson's open question.
void draw_kept_back(const Frame& frame);
std::string broken_between_words(const std::string& words,
                                 float room_px);           // into lines that fit, in the present font
void tooltip(const Frame& frame, std::string_view words);  // of the item drawn last, if hovered
// In the looks of every tooltip, whatever font and colours stand around it. With a name a test finds it.
void show_tooltip(const Frame& frame, std::string_view words, std::string_view name = {});
// To be called in an open menu or list: Escape closes it.
void close_on_escape(const Frame& frame);

// A button that does what the action does; disabled when that can do nothing.
bool action_button(const Frame& frame, std::string_view action_name, const char* label, ImVec2 size = {});
// A word that is clicked like a link.
bool link(const Frame& frame, const char* name, const char* label);

// How far work is, 0 to 1, with words upon it.
void progress_bar(const Frame& frame, double part, float width, const std::string& words);

// A list to choose from; returns the chosen row or -1.
struct ComboRow {
    std::string_view label, help;
    std::string_view heading{};  // over the row, if it is the first of a group
};
int combo(const Frame& frame, const char* name, std::span<const ComboRow> rows, std::size_t current);

// Whole numbers side by side that are dragged, or clicked and typed. What came of it:
enum class Edit : std::uint8_t { None, Dragging, Typed, Ended };
// How one of them is written, and what it is.
struct NumberWords {
    const char* format = "%lld";  // "↑%lld"
    const char* help = "";        // under the mouse
};
Edit numbers(const Frame& frame, const char* name, std::span<std::int64_t> values, bool wrong = false,
             std::span<const NumberWords> words = {});

}  // namespace poolwalk::ui
