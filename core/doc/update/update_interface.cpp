// Commands about the interface around the picture.
#include <algorithm>
#include <cmath>

#include "core/doc/update/update_parts.h"

namespace poolwalk {
namespace {

void set_scale(View& view, double wished, double with_room) {
    if (!std::isfinite(wished) || !std::isfinite(with_room)) return;
    view.wished_scale = std::clamp(wished, min_scale, max_scale);
    view.scale_with_room = std::clamp(with_room, min_scale, max_scale);
    view.scale = std::min(view.wished_scale, view.scale_with_room);
}

void handle(AppState& s, const SetTheme& c) { s.view.theme = c.theme; }

void handle(AppState& s, const SetScale& c) { set_scale(s.view, c.scale, s.view.scale_with_room); }

void handle(AppState& s, const FitScale& c) {
    set_scale(s.view, s.view.wished_scale, std::min(c.width_px / roomy_width_px, c.height_px / roomy_height_px));
}

void handle(AppState& s, const SetReducedMotion& c) { s.view.reduced_motion = c.reduced; }

void handle(AppState& s, const SetPresentation& c) { s.view.presents = c.on; }

void handle(AppState& s, const ShowKeys& c) { s.view.show_keys = c.show; }

void handle(AppState& s, const ShowAbout& c) { s.view.show_about = c.show; }

void handle(AppState& s, const ShowExport& c) { s.view.show_export = c.show; }

// A save that failed is no reason to go on to what would lose the work.
void handle(AppState& s, const Tell& c) {
    s.notice = {c.sentence, c.is_error};
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
