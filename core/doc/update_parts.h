// The three halves of update(), each carrying out its own commands and leaving the others alone.
// Used by update*.cpp only.
#pragma once

#include <optional>
#include <span>

#include "core/doc/update.h"

namespace poolwalk {

void update_document(AppState& state, const Command& command);
void update_walk(AppState& state, const Command& command);
void update_view(AppState& state, const Command& command);

// Steps done, held within the open workspace's track; the view's plane follows.
void go_to(AppState& state, std::int64_t done);
// The same of one track, whatever workspace is open.
void walk_to(AppState& state, std::int64_t done);
void columns_to(AppState& state, std::int64_t done);
// The plane that the open workspace's last step was done in is the view's.
void follow_plane(AppState& state);
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
