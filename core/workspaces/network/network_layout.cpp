#include "core/workspaces/network/network_layout.h"

#include <algorithm>
#include <cmath>

namespace poolwalk::scene {
namespace {

using A = NetworkArray;

// A column of the two rows: an array, its gradient below, and its width in cells. Image cells hold
// short numbers and may be smaller, single numbers want more room.
struct Column {
    A value, gradient;
    bool has_gradient;
    float cells, cell;  // width, and the size of a cell, both in units of a cell of Z
};
constexpr std::array<Column, 7> columns{{
    {A::Image, A::DImage, true, 4.8f, 0.8f},
    {A::Convolved, A::DConvolved, true, 4, 1},
    {A::Rectified, A::DRectified, true, 4, 1},
    {A::Pooled, A::DPooled, true, 2.2f, 1.1f},
    {A::Sum, A::DSum, true, 1.5f, 1.5f},
    {A::Prediction, A::DPrediction, true, 1.5f, 1.5f},
    {A::Loss, A::Loss, false, 1.5f, 1.5f},
}};
constexpr float all_cells = 19.5f, tallest = 4.8f;
constexpr std::array<A, 4> weights{A::Kernel, A::DKernel, A::Dense, A::DDense};
constexpr float weight_cells = 10;

class Planner {
public:
    Planner(const AppState& state, Rect canvas) {
        layout_.canvas = canvas;
        layout_.scale = static_cast<float>(state.view.scale);
    }

    NetworkLayout plan() {
        const Rect& c = layout_.canvas;
        layout_.compact = c.h < px(520) || c.w < px(440);
        const float head = px(layout_.compact ? 32 : 62), title = px(layout_.compact ? 26 : 46);
        const float low = std::clamp(c.h * 0.33f, std::min(px(150), c.h * 0.36f), px(330));
        const float band = (c.h - head - low) / 2;
        const float gap_least = std::min(px(16), c.w * 0.022f), side = std::min(px(22), c.w * 0.03f);
        unit_ = std::min(
            {(c.w - 2 * side - 6 * gap_least) / all_cells, (band - title - px(layout_.compact ? 2 : 18)) / tallest});
        unit_ = std::max(std::floor(unit_), 4.0f);
        const float gap = std::min((c.w - 2 * side - unit_ * all_cells) / 6, px(64));
        float x = c.x + (c.w - unit_ * all_cells - 6 * gap) / 2;
        for (const Column& column : columns) {
            const float width = column.cells * unit_;
            put(column.value, {x + width / 2, c.y + head + title + (band - title) / 2}, column.cell * unit_,
                width + gap);
            if (column.has_gradient)
                put(column.gradient, {x + width / 2, c.y + head + band + title + (band - title) / 2},
                    column.cell * unit_, width + gap);
            x += width + gap;
        }
        put_weights({c.x + side, c.bottom() - low, c.w - 2 * side, low});
        return layout_;
    }

private:
    float px(float unscaled) const { return unscaled * layout_.scale; }

    void put(A array, Vec2 center, float cell, float room) {
        const NetworkArrayRow& of = row(array);
        const float side = std::floor(cell);
        PlacedGrid& grid = layout_.grids[static_cast<std::size_t>(array)];
        grid = {{std::round(center.x - side * static_cast<float>(of.cols) / 2),
                 std::round(center.y - side * static_cast<float>(of.rows) / 2)},
                side,
                of.rows,
                of.cols};
        layout_.room_px[static_cast<std::size_t>(array)] = room - px(6);
    }

    void put_weights(Rect low) {
        const bool compact = layout_.compact;
        const float gap = std::min(px(22), low.w * 0.03f), title = px(compact ? 26 : 46),
                    share = std::min(low.w * 0.58f, px(560));
        const float tall = (low.h - title - px(compact ? 6 : 20)) / 3;
        const float cell =
            std::max(std::floor(std::min({(share - 3 * gap) / weight_cells, tall, unit_ * 1.4f})), 4.0f);
        const float top = low.y + title, middle = top + 1.5f * cell;
        float x = low.x;
        for (const A array : weights) {
            const float width = cell * static_cast<float>(row(array).cols);
            put(array, {x + width / 2, middle}, cell, width + gap);
            x += width + gap;
        }
        const float left = x + px(compact ? 26 : 44), above = px(compact ? 26 : 44);
        layout_.plot = {left, low.y + above, std::max(1.0f, low.right() - left),
                        std::max(1.0f, low.h - above - px(compact ? 22 : 34))};
    }

    NetworkLayout layout_;
    float unit_ = 0;
};

}  // namespace

NetworkLayout network_layout(const AppState& state, Rect canvas) { return Planner(state, canvas).plan(); }

std::optional<NetworkCell> network_cell_at(const NetworkLayout& layout, Vec2 mouse) {
    for (const NetworkArrayRow& array : network_arrays())
        if (const auto at = layout.of(array.array).cell_at(mouse)) return NetworkCell{array.array, *at};
    return std::nullopt;
}

std::optional<std::int64_t> epoch_at(const NetworkLayout& layout, std::int64_t epochs, Vec2 mouse) {
    if (!layout.plot.contains(mouse) || epochs < 1) return std::nullopt;
    const double t = static_cast<double>((mouse.x - layout.plot.x) / layout.plot.w);
    return std::clamp<std::int64_t>(std::llround(t * static_cast<double>(epochs - 1)), 0, epochs - 1);
}

}  // namespace poolwalk::scene
