// Commands about the interface around the picture.
#include <algorithm>
#include <cmath>

#include "core/doc/update/update_parts.h"

namespace poolwalk {
namespace {

// Letters in a presentation are read from the last row.
constexpr double presentation_scale = 1.25, leave_hint_s = 3;

void set_scale(View& view) {
    double wished = view.chosen_scale.value_or(std::max(view.monitor_scale, view.scale_of_window));
    if (view.presents) wished *= presentation_scale;
    view.scale = std::clamp(std::min(wished, view.scale_with_room), min_scale, max_scale);
}

// In steps, so that fonts are not made anew with each pixel that a window grows by.
double scale_of_window(double width_px, double height_px) {
    constexpr double steps = 8;
    const double grown = std::min(width_px / usual_width_px, height_px / usual_height_px);
    return std::clamp(std::floor(grown * steps) / steps, 1.0, max_scale);
}

void handle(AppState& s, const SetTheme& c) { s.view.theme = c.theme; }

void handle(AppState& s, const SetScale& c) {
    if (c.scale && !std::isfinite(*c.scale)) return;
    s.view.chosen_scale = c.scale;
    if (c.scale) s.view.chosen_scale = std::clamp(*c.scale, min_scale, max_scale);
    set_scale(s.view);
}

void handle(AppState& s, const FitScale& c) {
    if (!std::isfinite(c.width_px) || !std::isfinite(c.height_px)) return;
    s.view.scale_with_room =
        std::clamp(std::min(c.width_px / roomy_width_px, c.height_px / roomy_height_px), min_scale, max_scale);
    s.view.scale_of_window = scale_of_window(c.width_px, c.height_px);
    set_scale(s.view);
}

void handle(AppState& s, const SetReducedMotion& c) { s.view.reduced_motion = c.reduced; }

void handle(AppState& s, const SetPresentation& c) {
    s.view.presents = c.on;
    s.view.hides_talk = false;
    s.play.leave_hint_s = c.on && s.animates ? leave_hint_s : 0;
    set_scale(s.view);
}

void handle(AppState& s, const FoldPanels& c) {
    switch (c.side) {
        case Side::Left: s.view.folds_left = c.folded; return;
        case Side::Right: s.view.folds_right = c.folded; return;
        case Side::Talk: s.view.hides_talk = c.folded; return;
    }
}

void handle(AppState& s, const ShowKeys& c) { s.view.show_keys = c.show; }

void handle(AppState& s, const ShowWelcome& c) { s.view.show_welcome = c.show; }

void handle(AppState& s, const ShowAllSettings& c) { s.view.shows_all_settings = c.show; }
void handle(AppState& s, const ShowAbout& c) { s.view.show_about = c.show; }

void handle(AppState& s, const ShowExport& c) { s.view.show_export = c.show; }

void handle(AppState& s, const SetExportLook& c) {
    s.view.export_look = c.look;
    s.view.export_look.every = std::clamp<std::int64_t>(c.look.every, 1, max_export_every);
}

// A save that failed is no reason to go on to what would lose the work.
void handle(AppState& s, const Tell& c) {
    s.notice = {c.sentence, c.is_error, c.folder};
    if (c.is_error) s.after_saving.reset();
}

// A list that is closed without a name: nothing is saved, and nothing follows.
void handle(AppState& s, const ShowFiles& c) {
    s.view.show_files = c.show;
    s.view.files_for = c.files_for;
    if (!c.folder.empty()) s.view.folder = c.folder;
    if (!c.show || c.files_for != FilesFor::Save) s.after_saving.reset();
}

}  // namespace

void update(AppState& state, const InterfaceCommand& command) {
    std::visit([&](const auto& one) { handle(state, one); }, command);
}

}  // namespace poolwalk
