// The panels, as one table: where each stands and what draws it. A new panel is one file that
// defines its draw function, its line here, and a row in panels.cpp.
#pragma once

#include <span>
#include <string_view>

#include "app/ui/frame.h"
#include "app/ui/workspace_set.h"

namespace poolwalk::ui {

// Left and right panels stand below each other in the order of the table.
enum class Region : std::uint8_t { Top, Lesson, Left, Canvas, Right, Bottom, Over };

struct Panel {
    std::string_view name;
    Region region;
    WorkspaceSet in;
    void (*draw)(const Frame& frame);
};

std::span<const Panel> panels();

void draw_menu_bar(const Frame& frame);
void draw_lesson_panel(const Frame& frame);
float lesson_height(const Frame& frame);  // 0 without a lesson
void draw_presentation_panel(const Frame& frame);
void draw_input_panel(const Frame& frame);
void draw_kernel_panel(const Frame& frame);
void draw_rules_panel(const Frame& frame);
void draw_walk_panel(const Frame& frame);
void draw_display_panel(const Frame& frame);
void draw_canvas(const Frame& frame);
void draw_columns_panel(const Frame& frame);
void draw_tile_panel(const Frame& frame);
void draw_check_panel(const Frame& frame);
void draw_diagnose_panel(const Frame& frame);
void draw_sentence_panel(const Frame& frame);
void draw_code_panel(const Frame& frame);
void draw_ledger_panel(const Frame& frame);
void draw_timeline(const Frame& frame);
void draw_thin_timeline(const Frame& frame);  // of a presentation
void draw_network_panel(const Frame& frame);
void draw_network_words(const Frame& frame);
void draw_network_results(const Frame& frame);
void draw_welcome_page(const Frame& frame);
void draw_keys_page(const Frame& frame);
void draw_about_page(const Frame& frame);
void draw_file_list(const Frame& frame);
void draw_export_page(const Frame& frame);
void draw_question_page(const Frame& frame);
void draw_progress_card(const Frame& frame);

}  // namespace poolwalk::ui
