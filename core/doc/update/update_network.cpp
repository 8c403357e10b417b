// Commands that change the network, or where a person stands in its training.
#include "core/doc/update/update_parts.h"

#include <algorithm>

namespace poolwalk {

bool is_valid(const NetworkCell& cell) {
    const NetworkArrayRow& array = row(cell.array);
    return inside(cell.cell, array.rows, array.cols);
}

void network_to(AppState& state, std::int64_t done) {
    state.play.network_done = std::clamp<std::int64_t>(done, 0, network_step_count(network_of(state.document)));
    state.play.waited_s = 0;
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

void update_network(AppState& s, const Command& command) {
    std::visit(Overload{
                   [&](const SetNetwork& c) { set_network(s, c.setup, c.dragging); },
                   [&](const SetNetworkBy& c) {
                       s.play.playing = false;
                       s.play.network_by = c.by;
                   },
                   [&](const PinNetwork& c) {
                       if (!c.cell || is_valid(*c.cell)) s.view.network_pinned = c.cell;
                   },
                   [](const auto&) {},
               },
               command);
}

}  // namespace poolwalk
