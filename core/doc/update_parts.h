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
void update_network(AppState& state, const Command& command);

// Steps done, held within the open workspace's track; of the Walk, the view's plane follows.
void go_to(AppState& state, std::int64_t done);
void go_to_in_walk(AppState& state, std::int64_t done);
void go_to_in_network(AppState& state, std::int64_t done);
// Another network as one undo entry, or a sentence why not.
void set_network(AppState& state, const NetworkSetup& setup, bool dragging);
void move_network_pin(AppState& state, std::int64_t rows, std::int64_t cols);
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
