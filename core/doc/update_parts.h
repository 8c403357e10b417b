// The parts of update(), each carrying out its own commands and leaving the others alone.
// Used by update*.cpp only.
#pragma once

#include <optional>
#include <span>

#include "core/doc/update.h"

namespace poolwalk {

void update_document(AppState& state, const Command& command);
void update_walk(AppState& state, const Command& command);
void update_view(AppState& state, const Command& command);
void update_session(AppState& state, const Command& command);
void update_lesson(AppState& state, const Command& command);

// Steps done, held within the walk; the view's plane follows.
void go_to(AppState& state, std::int64_t done);
// Where the play would come to rest.
void finish_playing(AppState& state);
// Brings back what of the view belongs to the work, as far as it fits the document.
void set_view(AppState& state, const View& view);
// Changes geometry and rules as one undo entry, or refuses with a sentence.
void set_settings(AppState& state, const Geometry& geometry, const Rules& rules, bool dragging);
bool is_valid(const CellRef& ref, const Document& document);

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
