#include "core/workspaces/check/check_layout.h"

#include <algorithm>

namespace poolwalk::scene {

CheckLayout check_layout(const AppState& state, Rect canvas) {
    const auto scale = static_cast<float>(state.view.scale);
    const Shape& x = shape_of(*state.document.input);
    CheckLayout layout{.canvas = canvas};
    const bool is_narrow = canvas.w < 520 * scale;
    const std::size_t arrays = layout.rooms.size(), across = is_narrow ? 2 : arrays, down = arrays / across;
    layout.arrays_bottom = canvas.y + canvas.h * (is_narrow ? 0.56f : 0.40f) + 34 * scale;
    const float gap = 34 * scale, left = canvas.x + 40 * scale, head = 58 * scale, top = canvas.y + 16 * scale;
    const float w = (canvas.w - 60 * scale - gap * static_cast<float>(across - 1)) / static_cast<float>(across);
    const float h = (layout.arrays_bottom - top) / static_cast<float>(down);
    for (std::size_t i = 0; i < arrays; ++i) {
        const std::size_t in_row = i / across, in_column = i % across;
        layout.rooms[i] = {left + static_cast<float>(in_column) * (w + gap),
                           top + static_cast<float>(in_row) * h + head, std::max(1.0f, w), std::max(1.0f, h - head)};
        layout.grids[i] = place_grid(layout.rooms[i], x.h, x.w);
    }
    return layout;
}

std::optional<CellRef> check_cell_at(const AppState& state, const CheckLayout& layout, Vec2 mouse) {
    for (std::size_t i = 0; i < layout.grids.size(); ++i)
        if (const auto at = layout.grids[i].cell_at(mouse))
            return CellRef{i == 0 ? GridId::Input : GridId::GradInput, state.view.plane, *at};
    return std::nullopt;
}

}  // namespace poolwalk::scene
