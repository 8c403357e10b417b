// One array as a small grid of its own: title, cells, numbers, rings. The tiles of the Rules workspace,
// the arrays of the Check workspace and the matrices of the Columns workspace are made of these.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "core/scene/scene.h"
#include "core/scene/theme.h"

namespace poolwalk::scene {

struct PlainGrid {
    GridId grid = GridId::GradInput;  // for its texture's name, and its colours
    Rect room{};                      // the cells are centred in it and never larger than max_cell_px
    float max_cell_px = 60, scale = 1;
    std::int64_t rows = 0, cols = 0;
    std::function<double(std::int64_t, std::int64_t)> value{};
    double low = 0, high = 1;
    std::shared_ptr<const Ramp> ramp{};
    std::function<bool(std::int64_t, std::int64_t)> ringed{};  // absent: none; ringed in `ring`
    Color ring{};
    bool indices = false;                                          // row and column numbers around it
    bool computed = true;                                          // false: hatched, without numbers
    std::function<bool(std::int64_t, std::int64_t)> on_padding{};  // absent: no cell lies on padding
    std::string padding_text{};                                    // what such a cell prints
    // A number in at most so many digits, 4 down to 1; absent: the fewest that tell the numbers apart.
    std::function<std::string(double, int)> text{};
};

// Where the cells came to lie.
struct PlacedGrid {
    Vec2 origin;
    float cell_px = 0;
    std::int64_t rows = 0, cols = 0;

    Rect cell(std::int64_t h, std::int64_t w) const {
        return {origin.x + static_cast<float>(w) * cell_px, origin.y + static_cast<float>(h) * cell_px, cell_px,
                cell_px};
    }
    Rect extent() const {
        return {origin.x, origin.y, static_cast<float>(cols) * cell_px, static_cast<float>(rows) * cell_px};
    }
};

PlacedGrid place_grid(Rect room, std::int64_t rows, std::int64_t cols, float max_cell_px);
PlacedGrid add_plain_grid(Scene& scene, const PlainGrid& spec, const Palette& palette);

}  // namespace poolwalk::scene
