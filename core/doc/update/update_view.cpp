// Commands that change how the document is looked at, and requests to the outside world.
#include "core/doc/update/update_parts.h"

#include <algorithm>
#include <cmath>

namespace poolwalk {
namespace {

void same_column_in(AppState& state, std::int64_t plane) {
    const auto step = current_columns_step(state);
    if (!step) return;
    const ColumnsPlan plan = columns_plan_of(state);
    const Place window = place_of_column(plan, step->column).window;
    columns_to(state, index_of(plan, {step->phase, column_of(plan, {plane, window})}) + 1);
}

void choose_plane(AppState& state, std::int64_t plane) {
    const Shape& shape = shape_of(*state.document.input);
    plane = std::clamp<std::int64_t>(plane, 0, shape.planes() - 1);
    state.play.playing = false;
    if (state.view.workspace == Workspace::Columns) {
        same_column_in(state, plane);
    } else if (state.play.done > 0) {
        const WalkPlan plan = plan_of(state);
        StepPlace place = place_of(plan, state.play.done - 1);
        place.plane = plane;
        walk_to(state, index_of(plan, place) + 1);
    }
    state.view.plane = plane;
    if (state.view.pinned) state.view.pinned->plane = plane;
    if (state.view.pinned && !is_valid(*state.view.pinned, state.document)) state.view.pinned.reset();
}

void move_pin(AppState& state, std::int64_t rows, std::int64_t cols) {
    if (state.view.workspace == Workspace::Network) return move_network_pin(state, rows, cols);
    if (!state.view.pinned) return;
    CellRef next = *state.view.pinned;
    next.cell.h += std::clamp(rows, -max_side, max_side);
    next.cell.w += std::clamp(cols, -max_side, max_side);
    const Shape shape = shape_of_grid(state.document, next.grid);
    if (next.cell.w >= shape.w) next.cell = {next.cell.h + 1, 0};  // as in a spreadsheet
    if (next.cell.w < 0) next.cell = {next.cell.h - 1, shape.w - 1};
    if (next.cell.h >= shape.h && rows > 0 && cols == 0) next.cell.h = shape.h - 1;
    if (is_valid(next, state.document)) state.view.pinned = next;
    state.view.selected_to.reset();
}

void set_scale(View& view, double wished, double with_room) {
    if (!std::isfinite(wished) || !std::isfinite(with_room)) return;
    view.wished_scale = std::clamp(wished, min_scale, max_scale);
    view.scale_with_room = std::clamp(with_room, min_scale, max_scale);
    view.scale = std::min(view.wished_scale, view.scale_with_room);
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
    state.view.check = check;
}

void update_workspace(AppState& s, const Command& command) {
    std::visit(Overload{
                   [&](const SetWorkspace& c) {
                       s.view.workspace = c.workspace;
                       s.view.hover.reset();
                       s.play.playing = false;
                       follow_plane(s);
                   },
                   [&](const SetReference& c) { s.view.reference = c.reference; },
                   [&](const WalkTile& c) {
                       Rules rules = c.rules;
                       rules.nan = s.document.rules.nan;
                       set_settings(s, s.document.geometry, rules, false);
                       s.view.workspace = Workspace::Walk;
                   },
                   [&](const SetCheck& c) { set_check(s, c.check); },
                   [&](const SetClaim& c) {
                       s.claim = ClaimedGradient{c.title, c.grad_input};
                   },
                   [&](const DropClaim&) { s.claim.reset(); },
                   [](const auto&) {},
               },
               command);
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
    state.view.veiled = view.veiled & ((1u << all_grids.size()) - 1);
    set_camera(state, view.camera);
}

void update_view(AppState& s, const Command& command) {
    update_workspace(s, command);
    std::visit(
        Overload{
            [&](const ChoosePlane& c) { choose_plane(s, c.plane); },
            [&](const Hover& c) {
                if (!c.cell || is_valid(*c.cell, s.document)) s.view.hover = c.cell;
            },
            [&](const Pin& c) { pin(s, c.cell); },
            [&](const SelectTo& c) { select_to(s, c.cell); },
            [&](const MovePin& c) { move_pin(s, c.rows, c.cols); },
            [&](const SetCamera& c) { set_camera(s, c.camera); },
            [&](const NextMask&) {
                s.view.mask = masks()[next_row(masks(), static_cast<std::size_t>(s.view.mask))].value;
            },
            [&](const NextYShows&) {
                s.view.y_shows = y_choices()[next_row(y_choices(), static_cast<std::size_t>(s.view.y_shows))].value;
            },
            [&](const SetTheme& c) { s.view.theme = c.theme; },
            [&](const SetColormap& c) { s.view.colormap = c.row; },
            [&](const SetMask& c) { s.view.mask = c.mask; },
            [&](const SetYShows& c) { s.view.y_shows = c.shows; },
            [&](const SetScale& c) { set_scale(s.view, c.scale, s.view.scale_with_room); },
            [&](const FitScale& c) {
                set_scale(s.view, s.view.wished_scale,
                          std::min(c.width_px / roomy_width_px, c.height_px / roomy_height_px));
            },
            [&](const SetReducedMotion& c) { s.view.reduced_motion = c.reduced; },
            [&](const ShowKeys& c) { s.view.show_keys = c.show; },
            [&](const ShowFiles& c) {
                s.view.show_files = c.show;
                s.view.files_for = c.files_for;
                if (!c.folder.empty()) s.view.folder = c.folder;
            },
            [&](const Veil& c) {
                const auto bit = static_cast<std::uint8_t>(1u << static_cast<unsigned>(c.grid));
                s.view.veiled = static_cast<std::uint8_t>(c.hidden ? s.view.veiled | bit : s.view.veiled & ~bit);
            },
            [&](const HideAnswers& c) {
                for (const GridId grid : {GridId::Output, GridId::GradInput}) update_view(s, Veil{grid, true});
                if (!c.hide) s.view.veiled = 0;
            },
            [&](const SetPresentation& c) { s.view.presents = c.on; },
            [&](const ShowExport& c) { s.view.show_export = c.show; },
            [&](const Tell& c) {
                s.notice = {c.sentence, c.is_error};
            },
            [&](const OpenClaim& c) { s.requests.push_back(c); },
            [&](const PasteClaim& c) { s.requests.push_back(c); },
            [&](const RunTraining& c) { s.requests.push_back(c); },
            [&](const CopyCells& c) { s.requests.push_back(c); },
            [&](const PasteCells& c) { s.requests.push_back(c); },
            [&](const ExportFile& c) { s.requests.push_back(c); },
            [&](const CancelExport& c) { s.requests.push_back(c); },
            [&](const CancelWork& c) { s.requests.push_back(c); },
            [](const auto&) {},
        },
        command);
}

}  // namespace poolwalk
