// The parts of update(), each carrying out its own commands and leaving the others alone.
// Used by update*.cpp and baseline.cpp only.
#pragma once

#include <optional>
#include <span>

#include "core/doc/update/update.h"

namespace poolwalk {

void update_document(AppState& state, const Command& command);
void update_walk(AppState& state, const Command& command);
void update_view(AppState& state, const Command& command);
void update_session(AppState& state, const Command& command);
void update_quiz(AppState& state, const Command& command);
void update_lesson(AppState& state, const Command& command);
void update_network(AppState& state, const Command& command);

// Steps done, held within the open workspace's track; the view's plane follows.
void go_to(AppState& state, std::int64_t done);
// Where the tracks stand, apart from the numbers of their plans.
struct Cursor {
    std::optional<StepPlace> place;  // of the walk's step done last
    bool at_end = false;
    std::optional<ColumnsPhase> phase{};  // the same of the Columns workspace
    ColumnPlace column{};
    bool columns_at_end = false;
};
Cursor cursor_of(const AppState& state);
// Steps done in the walk of `state` up to the same window, or the nearest one that there is.
std::int64_t done_at(const AppState& state, const Cursor& cursor);

// As go_to, but stops where Predict asks; a step on from an open question shows what was asked.
void walk_or_ask(AppState& state, std::int64_t done);

// The same of one track, whatever workspace is open.
void walk_to(AppState& state, std::int64_t done);
void columns_to(AppState& state, std::int64_t done);
void network_to(AppState& state, std::int64_t done);
// The plane that the open workspace's last step was done in is the view's.
void follow_plane(AppState& state);
// Where the play would come to rest.
void finish_playing(AppState& state);
// Brings back what of the view belongs to the work, as far as it fits the document.
void set_view(AppState& state, const View& view);
// Another network as one undo entry, or a sentence why not.
void set_network(AppState& state, const NetworkSetup& setup, bool dragging);
void move_network_pin(AppState& state, std::int64_t rows, std::int64_t cols);
// Changes geometry and rules as one undo entry, or refuses with a sentence. A method whose rules are
// others gives way to the row that stands for any.
void set_settings(AppState& state, const Geometry& geometry, const Rules& rules, bool dragging);
// The method, and with it its rules.
void set_method(AppState& state, std::string_view name);
bool is_valid(const CellRef& ref, const Document& document);
bool is_valid(const NetworkCell& cell);

// The row after `row`, round and round.
template <class Row>
std::size_t next_row(std::span<const Row> table, std::size_t row) {
    return (row + 1) % table.size();
}

template <class... F>
struct Overload : F... {
    using F::operator()...;
};
template <class... F>
Overload(F...) -> Overload<F...>;

}  // namespace poolwalk
