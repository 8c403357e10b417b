// How the walk steps, and how the picture looks.
#include <array>

#include "app/ui/panels.h"
#include "app/ui/widgets/widgets.h"
#include "core/scene/colormap.h"

namespace poolwalk::ui {
namespace {

template <class Value>
Value choose(const Frame& frame, const char* label, const char* name, std::span<const Choice<Value>> table,
             Value current) {
    field_label(frame, label);
    std::vector<ComboRow> rows;
    for (const auto& choice : table) rows.push_back({choice.label, choice.help});
    const int chosen = combo(frame, name, rows, static_cast<std::size_t>(current));
    return chosen < 0 ? current : table[static_cast<std::size_t>(chosen)].value;
}

void choose_overlays(const Frame& frame) {
    const View& view = frame.state.view;
    if (const Mask mask = choose(frame, "Mask on X", "mask", masks(), view.mask); mask != view.mask)
        frame.emit(SetMask{mask});
    if (const YShows y = choose(frame, "Y shows", "y_shows", y_choices(), view.y_shows); y != view.y_shows)
        frame.emit(SetYShows{y});
}

void choose_colors(const Frame& frame) {
    field_label(frame, "Colours");
    std::vector<ComboRow> rows;
    for (const scene::ColormapRow& row : scene::colormaps()) rows.push_back({row.label, row.help});
    const int chosen = combo(frame, "colours", rows, frame.state.view.colormap);
    if (chosen >= 0) frame.emit(SetColormap{static_cast<std::uint8_t>(chosen)});
}

void toggle(const Frame& frame, const char* label, const char* name) {
    const Action& act = action(name);
    field_label(frame, label);
    bool on = act.checked(frame.state);
    if (ImGui::Checkbox(("##" + std::string(name)).c_str(), &on)) frame.emit(act.command(frame.state));
    mark(frame, name);
    tooltip(frame, std::string(act.help) + " (" + keys_text(act) + ")");
}

}  // namespace

void draw_walk_panel(const Frame& frame) {
    if (!frame.state.view.shows_all_settings) return;
    heading(frame, "WALK");
    constexpr std::array rows{ComboRow{"Window", "a step is one window"},
                              ComboRow{"Comparison", "a step is one cell of the window"}};
    field_label(frame, "Step by");
    const int chosen = combo(frame, "step_by", rows, static_cast<std::size_t>(frame.state.play.by));
    if (chosen >= 0) frame.emit(SetStepBy{static_cast<StepBy>(chosen)});
    toggle(frame, "Forward only", "forward_only");
}

void draw_display_panel(const Frame& frame) {
    if (!frame.state.view.shows_all_settings) return;
    heading(frame, "DISPLAY");
    const View& view = frame.state.view;
    if (action("next_mask").in.holds(view.workspace)) choose_overlays(frame);
    choose_colors(frame);
    if (const Theme theme = choose(frame, "Theme", "theme", themes(), view.theme); theme != view.theme)
        frame.emit(SetTheme{theme});
}

}  // namespace poolwalk::ui
