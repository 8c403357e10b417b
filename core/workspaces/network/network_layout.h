// Where the arrays of the network and the plot of its losses lie on the canvas: values from image to
// loss in the upper row, the gradient of each below it, the weights and the plot under both.
#pragma once

#include <array>
#include <optional>

#include "core/doc/update/update.h"
#include "core/scene/placed_grid.h"

namespace poolwalk::scene {

struct NetworkLayout {
    Rect canvas;
    float scale = 1;
    bool compact = false;              // too small for words below the names
    std::array<PlacedGrid, 17> grids;  // by NetworkArray
    std::array<float, 17> room_px{};   // for a title above each
    Rect plot;                         // of the curves, without its axis texts

    const PlacedGrid& of(NetworkArray array) const { return grids[static_cast<std::size_t>(array)]; }
    Rect cell(const NetworkCell& cell) const { return of(cell.array).cell(cell.cell.h, cell.cell.w); }
};

NetworkLayout network_layout(const AppState& state, Rect canvas);
std::optional<NetworkCell> network_cell_at(const NetworkLayout& layout, Vec2 mouse);
// The epoch (from 0) whose loss is drawn at x, for clicks on the plot.
std::optional<std::int64_t> epoch_at(const NetworkLayout& layout, std::int64_t epochs, Vec2 mouse);

}  // namespace poolwalk::scene
