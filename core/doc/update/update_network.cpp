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

namespace {

void handle(AppState& s, const SetNetwork& c) { set_network(s, c.setup, c.dragging); }

void handle(AppState& s, const SetNetworkBy& c) {
    s.play.playing = false;
    s.play.network_by = c.by;
}

void handle(AppState& s, const PinNetwork& c) {
    if (!c.cell || is_valid(*c.cell)) s.view.network_pinned = c.cell;
}

}  // namespace

void update(AppState& state, const NetworkCommand& command) {
    std::visit([&](const auto& one) { handle(state, one); }, command);
}

}  // namespace poolwalk
