// The part of a plane that a picture needs: cells, or where those are smaller than a pixel, blocks of
// 2^level x 2^level cells. What a block shows is max_pyramid.h's.
#pragma once

#include <cstdint>

namespace poolwalk {

struct GridPart {
    int level = 0;
    std::int64_t row = 0, col = 0;    // its first block
    std::int64_t rows = 0, cols = 0;  // blocks
    std::int64_t blocks() const { return rows * cols; }
    bool operator==(const GridPart&) const = default;
};

// The level at which a block is at least one pixel wide; 0 from one pixel a cell upwards.
constexpr int level_for(float cell_px) {
    int level = 0;
    for (float block_px = cell_px; level < 16 && block_px < 1.0f; block_px *= 2) ++level;
    return level;
}

}  // namespace poolwalk
