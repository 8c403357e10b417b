#include "core/doc/update/workspace_actions.h"

#include <algorithm>
#include <array>

#include "core/base/check.h"
#include "core/doc/update/update_parts.h"

namespace poolwalk {
namespace {

Track walk_track(const AppState& state) {
    const WalkPlan plan = plan_of(state);
    return {step_count(plan), state.play.done, plan.output.w * steps_per_window(plan)};
}

Track columns_track(const AppState& state) {
    const ColumnsPlan plan = columns_plan_of(state);
    return {step_count(plan), state.play.columns_done, plan.output.w * plan.output.planes()};
}

Track network_track(const AppState& state) {
    const NetworkSetup& setup = network_of(state.document);
    const std::int64_t epoch = steps_per_epoch(setup);
    const std::int64_t unit = state.play.network_by == NetworkBy::Layer   ? 1
                              : state.play.network_by == NetworkBy::Image ? steps_per_image
                                                                          : epoch;
    return {network_step_count(setup), state.play.network_done, std::max(steps_per_image, unit), unit};
}

void follow_walk_plane(AppState& state) {
    if (state.play.done > 0) state.view.plane = place_of(plan_of(state), state.play.done - 1).plane;
}

void follow_columns_plane(AppState& state) {
    if (const auto step = current_columns_step(state))
        state.view.plane = place_of_column(columns_plan_of(state), step->column).plane;
}

void change_walk_plane(AppState& state, std::int64_t plane) {
    if (state.play.done == 0) return;
    const WalkPlan plan = plan_of(state);
    StepPlace place = place_of(plan, state.play.done - 1);
    place.plane = plane;
    walk_to(state, index_of(plan, place) + 1);
}

void change_columns_plane(AppState& state, std::int64_t plane) {
    const auto step = current_columns_step(state);
    if (!step) return;
    const ColumnsPlan plan = columns_plan_of(state);
    const Place window = place_of_column(plan, step->column).window;
    columns_to(state, index_of(plan, {step->phase, column_of(plan, {plane, window})}) + 1);
}

void move_pin(AppState& state, std::int64_t rows, std::int64_t cols) {
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

void move_network_pin(AppState& state, std::int64_t rows, std::int64_t cols) {
    if (!state.view.network_pinned) return;
    NetworkCell next = *state.view.network_pinned;
    const NetworkArrayRow& array = row(next.array);
    next.cell.h += std::clamp(rows, -array.rows, array.rows);
    next.cell.w += std::clamp(cols, -array.cols, array.cols);
    if (next.cell.w >= array.cols) next.cell = {next.cell.h + 1, 0};  // as in a spreadsheet
    if (next.cell.w < 0) next.cell = {next.cell.h - 1, array.cols - 1};
    if (is_valid(next)) state.view.network_pinned = next;
}

void next_document_rule(AppState& state) {
    Rules rules = state.document.rules;
    rules.tie = tie_rules()[next_row(tie_rules(), static_cast<std::size_t>(rules.tie))].rule;
    set_settings(state, state.document.geometry, rules, false);
}

void next_network_rule(AppState& state) {
    NetworkSetup setup = network_of(state.document);
    setup.tie = tie_rules()[next_row(tie_rules(), static_cast<std::size_t>(setup.tie))].rule;
    set_network(state, setup, false);
}

void reset_view(AppState& state) {
    state.view.plane = 0;
    state.view.camera = {};
    state.view.pinned.reset();
    state.view.selected_to.reset();
}

void reset_network_view(AppState& state) { state.view.network_pinned.reset(); }

constexpr WorkspaceActions like_walk(Workspace workspace, Analysis analysis) {
    return {.workspace = workspace,
            .track = walk_track,
            .go_to = walk_to,
            .follow_plane = follow_walk_plane,
            .change_plane = change_walk_plane,
            .move_pin = move_pin,
            .next_tie_rule = next_document_rule,
            .reset_view = reset_view,
            .analysis = analysis,
            .can_predict = workspace == Workspace::Walk};
}

constexpr std::array table{
    like_walk(Workspace::Walk, Analysis::None),
    like_walk(Workspace::Rules, Analysis::RuleTable),
    WorkspaceActions{.workspace = Workspace::Columns,
                     .track = columns_track,
                     .go_to = columns_to,
                     .follow_plane = follow_columns_plane,
                     .change_plane = change_columns_plane,
                     .move_pin = move_pin,
                     .next_tie_rule = next_document_rule,
                     .reset_view = reset_view},
    like_walk(Workspace::Check, Analysis::Check),
    WorkspaceActions{.workspace = Workspace::Network,
                     .track = network_track,
                     .go_to = network_to,
                     .follow_plane = follow_walk_plane,
                     .change_plane = change_walk_plane,
                     .move_pin = move_network_pin,
                     .next_tie_rule = next_network_rule,
                     .reset_view = reset_network_view,
                     .analysis = Analysis::Training},
};

}  // namespace

const WorkspaceActions& workspace_actions(Workspace workspace) {
    const auto row = std::ranges::find(table, workspace, &WorkspaceActions::workspace);
    POOLWALK_CHECK(row != table.end());
    return *row;
}

}  // namespace poolwalk
