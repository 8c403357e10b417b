#include "app/ui/widgets/cell_menu.h"

#include <algorithm>
#include <limits>

#include "app/ui/widgets/cell_editor.h"
#include "app/ui/widgets/widgets.h"
#include "core/workspaces/walk/walk_sentence.h"

namespace poolwalk::ui {
namespace {

constexpr const char* popup = "cell menu";

// The window of the step, if it holds the cell, or else the first that does.
std::optional<Place> window_with(const Frame& frame, const CellRef& cell) {
    if (!is_input_sized(cell.grid)) return cell.cell;
    const auto windows = windows_of(frame.state.document.geometry, output_shape(frame.state.document), cell.cell);
    if (windows.empty()) return std::nullopt;
    if (frame.step && frame.step->place.plane == cell.plane &&
        std::ranges::find(windows, frame.step->place.window) != windows.end())
        return frame.step->place.window;
    return windows.front();
}

void walk_to_first_window(const Frame& frame, const CellRef& cell) {
    const WalkPlan plan = plan_of(frame.state);
    const auto windows = is_input_sized(cell.grid) ? windows_of(frame.state.document.geometry, plan.output, cell.cell)
                                                   : std::vector<Place>{cell.cell};
    if (windows.empty()) return;
    const Phase phase = is_gradient(cell.grid) && !plan.forward_only ? Phase::Backward : Phase::Forward;
    frame.emit(Seek{index_of(plan, {phase, cell.plane, windows.front(), steps_per_window(plan) - 1}) + 1});
}

bool entry(const Frame& frame, const char* label, const char* name, bool enabled = true) {
    const bool chosen = ImGui::MenuItem(label, nullptr, false, enabled);
    mark(frame, std::string("cell_menu/") + name);
    return chosen;
}

void set_entries(const Frame& frame, const CellRef& cell) {
    const auto set = [&](double value) { frame.emit(SetCells{cell.grid, {{cell.plane, cell.cell, value}}}); };
    if (entry(frame, "Edit", "edit")) {
        frame.emit(Pin{cell});
        begin_edit(frame, cell, text_to_edit(frame, cell), true);
    }
    if (entry(frame, "Set to nan", "nan")) set(std::numeric_limits<double>::quiet_NaN());
    if (entry(frame, "Set to inf", "inf")) set(std::numeric_limits<double>::infinity());
    if (entry(frame, "Set to -inf", "-inf")) set(-std::numeric_limits<double>::infinity());
    if (cell.grid != GridId::Input) return;
    const auto window = window_with(frame, cell);
    if (entry(frame, "Make it tie with the maximum", "tie", window.has_value()))
        set(value_at(final_values(frame.state.document, frame.derived, GridId::Output), cell.plane, window->h,
                     window->w));
}

}  // namespace

void open_cell_menu(const Frame& frame, const CellRef& cell) {
    frame.memory.menu_cell = cell;
    ImGui::OpenPopup(popup);
}

void draw_cell_menu(const Frame& frame) {
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {frame.px(10), frame.px(8)});
    const bool open = ImGui::BeginPopup(popup);
    ImGui::PopStyleVar();
    if (!open) return;
    close_on_escape(frame);
    const CellRef cell = frame.memory.menu_cell;
    const std::string name = std::string(symbol_of(cell.grid)) + scene::place_text(cell.cell);
    ImGui::TextDisabled("%s", name.c_str());
    if (is_editable(cell.grid)) set_entries(frame, cell);
    ImGui::Separator();
    if (entry(frame, "Copy", "copy")) {
        frame.emit(Pin{cell});
        frame.emit(CopyCells{});
    }
    if (entry(frame, "Pin", "pin")) frame.emit(Pin{cell});
    if (entry(frame, is_input_sized(cell.grid) ? "Walk to its first window" : "Walk to its window", "walk"))
        walk_to_first_window(frame, cell);
    ImGui::EndPopup();
}

}  // namespace poolwalk::ui
