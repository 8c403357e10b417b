// The parts of update(): a function for each group of commands, exhaustive over its own, and what they share.
// Used by the files of this folder, quiz.cpp and baseline.cpp only.
#pragma once

#include <optional>
#include <span>

#include "core/doc/update/update.h"

namespace poolwalk {

void update(AppState& state, const DocumentCommand& command);
void update(AppState& state, const WalkCommand& command);
void update(AppState& state, const ViewCommand& command);
void update(AppState& state, const InterfaceCommand& command);
void update(AppState& state, const NetworkCommand& command);
void update(AppState& state, const LessonCommand& command);
void update(AppState& state, const SessionCommand& command);
void update(AppState& state, const Request& request);

// Another document or session in the place of this one, before its first step or where it was left.
void open(AppState& state, const OpenDocument& command);
void open(AppState& state, const OpenSession& command);
// The document as its file has it now; false if it was refused, and nothing changed.
bool read_again(AppState& state, const ReadAgain& command);
// Puts a file first among those opened lately.
void remember(AppState& state, const std::string& file);

// The lesson on the screen, if any, is left where it is.
void leave_lesson(AppState& state);

// Judges the guess and walks over the window that was asked about.
void answer_quiz(AppState& state, Guess guess, Place cell);
// Do all walks stand where they stood?
bool same_places(const Playback& a, const Playback& b);

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

}  // namespace poolwalk
