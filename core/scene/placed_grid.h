// Where the cells of one array lie: squares of one size in rows and columns. Layouts are made of these; what is
// drawn into them is sketch.h's.
#pragma once

#include <algorithm>
#include <cmath>
#include <optional>

#include "core/scene/scene.h"

namespace poolwalk::scene {

struct PlacedGrid {
    Vec2 origin{};  // top left of cell (0, 0)
    float cell_px = 0;
    std::int64_t rows = 0, cols = 0;

    Rect cell(std::int64_t h, std::int64_t w) const {
        return {origin.x + static_cast<float>(w) * cell_px, origin.y + static_cast<float>(h) * cell_px, cell_px,
                cell_px};
    }
    Rect extent() const {
        return {origin.x, origin.y, static_cast<float>(cols) * cell_px, static_cast<float>(rows) * cell_px};
    }
    std::optional<Place> cell_at(Vec2 mouse) const {
        if (!extent().contains(mouse)) return std::nullopt;
        const Place at{static_cast<std::int64_t>((mouse.y - origin.y) / cell_px),
                       static_cast<std::int64_t>((mouse.x - origin.x) / cell_px)};
        return inside(at, rows, cols) ? std::optional(at) : std::nullopt;
    }
};

// In the middle of the room, with cells as large as fit.
inline PlacedGrid place_grid(Rect room, std::int64_t rows, std::int64_t cols) {
    float cell = std::min(room.w / static_cast<float>(cols), room.h / static_cast<float>(rows));
    if (cell >= 4) cell = std::floor(cell);
    const float w = cell * static_cast<float>(cols), h = cell * static_cast<float>(rows);
    return {{std::round(room.x + (room.w - w) / 2), std::round(room.y + (room.h - h) / 2)}, cell, rows, cols};
}

}  // namespace poolwalk::scene
