// Commands that change how the document is looked at, and requests to the outside world.
#include "core/doc/update/update_parts.h"
#include "core/doc/update/workspace_actions.h"

#include <algorithm>
#include <cmath>

namespace poolwalk {
namespace {

void choose_plane(AppState& state, std::int64_t plane) {
    const Shape& shape = shape_of(*state.document.input);
    plane = std::clamp<std::int64_t>(plane, 0, shape.planes() - 1);
    state.play.playing = false;
    workspace_actions(state.view.workspace).change_plane(state, plane);
    state.view.plane = plane;
    if (state.view.pinned) state.view.pinned->plane = plane;
    if (state.view.pinned && !is_valid(*state.view.pinned, state.document)) state.view.pinned.reset();
}

void set_camera(AppState& state, Camera camera) {
    if (!std::isfinite(camera.zoom) || !std::isfinite(camera.h) || !std::isfinite(camera.w)) return;
    camera.zoom = std::clamp(camera.zoom, 1.0, max_zoom);
    camera.h = std::clamp(camera.h, 0.0, 1.0);
    camera.w = std::clamp(camera.w, 0.0, 1.0);
    if (camera.zoom == 1) camera = Camera{};
    state.view.camera = camera;
}

void pin(AppState& state, const std::optional<CellRef>& cell) {
    if (cell && !is_valid(*cell, state.document)) return;
    state.view.pinned = cell;
    state.view.selected_to.reset();
}

void select_to(AppState& state, Place cell) {
    if (!state.view.pinned) return;
    const Shape shape = shape_of_grid(state.document, state.view.pinned->grid);
    state.view.selected_to =
        Place{std::clamp<std::int64_t>(cell.h, 0, shape.h - 1), std::clamp<std::int64_t>(cell.w, 0, shape.w - 1)};
}

void set_check(AppState& state, CheckSettings check) {
    if (!std::isfinite(check.h)) return;
    check.h = std::clamp(check.h, 1e-12, 1e3);
    if (check.rtol && !(*check.rtol >= 0 && *check.rtol < 1)) check.rtol.reset();
    state.view.check = check;
}

void handle(AppState& s, const SetWorkspace& c) {
    s.view.workspace = c.workspace;
    s.view.hover.reset();
    s.play.playing = false;
    follow_plane(s);
}

void handle(AppState& s, const SetReference& c) { s.view.reference = c.reference; }

void handle(AppState& s, const WalkTile& c) {
    Rules rules = c.rules;
    rules.nan = s.document.rules.nan;
    set_settings(s, s.document.geometry, rules, false);
    s.view.workspace = Workspace::Walk;
}

void handle(AppState& s, const SetCheck& c) { set_check(s, c.check); }

void handle(AppState& s, const SetClaim& c) { s.claim = ClaimedGradient{c.title, c.grad_input, c.file}; }

void handle(AppState& s, const DropClaim&) { s.claim.reset(); }

void handle(AppState& s, const HideGrid& c) {
    const auto bit = static_cast<std::uint8_t>(1u << static_cast<unsigned>(c.grid));
    s.view.hidden_grids =
        static_cast<std::uint8_t>(c.hidden ? s.view.hidden_grids | bit : s.view.hidden_grids & ~bit);
}

void handle(AppState& s, const ChoosePlane& c) { choose_plane(s, c.plane); }

void handle(AppState& s, const Hover& c) {
    if (!c.cell || is_valid(*c.cell, s.document)) s.view.hover = c.cell;
}

void handle(AppState& s, const Pin& c) { pin(s, c.cell); }

void handle(AppState& s, const SelectTo& c) { select_to(s, c.cell); }

void handle(AppState& s, const MovePin& c) { workspace_actions(s.view.workspace).move_pin(s, c.rows, c.cols); }

void handle(AppState& s, const SetCamera& c) { set_camera(s, c.camera); }

void handle(AppState& s, const NextMask&) {
    s.view.mask = masks()[next_row(masks(), static_cast<std::size_t>(s.view.mask))].value;
}

void handle(AppState& s, const NextYShows&) {
    s.view.y_shows = y_choices()[next_row(y_choices(), static_cast<std::size_t>(s.view.y_shows))].value;
}

void handle(AppState& s, const SetMask& c) { s.view.mask = c.mask; }

void handle(AppState& s, const SetYShows& c) { s.view.y_shows = c.shows; }

void handle(AppState& s, const SetColormap& c) { s.view.colormap = c.row; }

void handle(AppState& s, const HideAnswers& c) {
    for (const GridId grid : {GridId::Output, GridId::GradInput}) handle(s, HideGrid{grid, true});
    if (!c.hide) s.view.hidden_grids = 0;
}

}  // namespace

void set_view(AppState& state, const View& view) {
    state.view.workspace = view.workspace;
    state.view.reference = view.reference;
    set_check(state, view.check);
    state.view.plane = std::clamp<std::int64_t>(view.plane, 0, shape_of(*state.document.input).planes() - 1);
    pin(state, view.pinned);
    if (view.selected_to) select_to(state, *view.selected_to);
    state.view.network_pinned.reset();
    if (view.network_pinned && is_valid(*view.network_pinned)) state.view.network_pinned = view.network_pinned;
    state.view.theme = view.theme;
    state.view.colormap = view.colormap;
    state.view.mask = view.mask;
    state.view.y_shows = view.y_shows;
    state.view.hidden_grids = view.hidden_grids & ((1u << all_grids.size()) - 1);
    set_camera(state, view.camera);
}

void update(AppState& state, const ViewCommand& command) {
    std::visit([&](const auto& one) { handle(state, one); }, command);
}

}  // namespace poolwalk
