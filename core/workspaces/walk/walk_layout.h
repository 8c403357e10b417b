// Where the four grids lie on the canvas. X and dX stand left, Y and dY right, so that data flows
// right and gradient flows back left; all cells have one size. Every grid has a fixed viewport;
// zooming enlarges the cells in all of them together and keeps the places that belong to each
// other in their middles. Used by build_scene to draw, and to find what is under the mouse.
#pragma once

#include <array>
#include <optional>

#include "core/doc/update/update.h"
#include "core/scene/scene.h"

namespace poolwalk::scene {

struct GridFrame {
    Rect viewport;  // the grid's share of the canvas; cells are clipped to it
    Vec2 origin;    // top left of cell (0, 0)
    std::int64_t rows = 0, cols = 0;

    Rect cell(Place at, float cell_px) const {
        return {origin.x + static_cast<float>(at.w) * cell_px, origin.y + static_cast<float>(at.h) * cell_px, cell_px,
                cell_px};
    }
    bool operator==(const GridFrame&) const = default;
};

// Rings of padding around X, as far as a window reaches into them.
struct PaddingRing {
    std::int64_t top = 0, left = 0, bottom = 0, right = 0;
};

struct WalkLayout {
    Rect canvas;
    float scale = 1;  // of the interface
    float cell_px = 0;
    float fit_px = 0;  // what cell_px is when everything is in view
    PaddingRing ring;
    std::array<GridFrame, 4> grids;  // by GridId
    Rect strip;                      // of the thumbnails; empty with one plane

    const GridFrame& of(GridId grid) const { return grids[static_cast<std::size_t>(grid)]; }
};

WalkLayout walk_layout(const AppState& state, Rect canvas);

// Cells of a grid that its viewport shows: rows [first.h, last.h), columns alike; and whether they
// are large enough to carry numbers.
struct VisibleCells {
    Place first, last;
    std::int64_t count() const { return (last.h - first.h) * (last.w - first.w); }
};
VisibleCells visible_cells(const WalkLayout& layout, GridId grid);
inline constexpr float number_cell_px = 22;
bool shows_numbers(const WalkLayout& layout);

std::optional<CellRef> cell_at(const AppState& state, const WalkLayout& layout, Vec2 mouse);

// The camera after turning the wheel by `factor` over `mouse`, or after dragging from `from` to `to`.
Camera zoomed(const AppState& state, const WalkLayout& layout, Vec2 mouse, double factor);
Camera dragged(const AppState& state, const WalkLayout& layout, Vec2 from, Vec2 to);
// The camera with that window of X in the middle if it is not in sight; as it was if it is.
Camera following(const AppState& state, const WalkLayout& layout, Place window);

}  // namespace poolwalk::scene
