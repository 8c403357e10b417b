// Where things lie in the Columns workspace: X and dX left, the matrices right of them with Y and dY as
// rows of their own. Of a matrix and a plane that are too large to be read only a part is shown, which
// follows the present column. Used to draw, and to find what is under the mouse.
#pragma once

#include <array>
#include <optional>

#include "core/doc/update/update.h"
#include "core/workspaces/hit.h"

namespace poolwalk::scene {

// Indices [first, first + shown) of one axis.
struct Part {
    std::int64_t first = 0, shown = 0;
    std::int64_t end() const { return first + shown; }
    bool holds(std::int64_t at) const { return at >= first && at < end(); }
    bool operator==(const Part&) const = default;
};

// Some rows and columns of X or dX; negative ones lie on padding.
struct PlanePart {
    Vec2 origin{};  // top left of the first cell shown
    float cell_px = 0;
    Part rows, cols;

    bool holds(Place at) const { return rows.holds(at.h) && cols.holds(at.w); }
    Rect cell(Place at) const {
        return {origin.x + static_cast<float>(at.w - cols.first) * cell_px,
                origin.y + static_cast<float>(at.h - rows.first) * cell_px, cell_px, cell_px};
    }
    Rect extent() const {
        return {origin.x, origin.y, static_cast<float>(cols.shown) * cell_px,
                static_cast<float>(rows.shown) * cell_px};
    }
};

enum class Band : std::uint8_t { Columns, Output, GradOutput, GradColumns };
inline constexpr std::array all_bands{Band::Columns, Band::Output, Band::GradOutput, Band::GradColumns};

struct ColumnsLayout {
    ColumnsPlan plan;
    Rect canvas;
    float scale = 1;
    Rect strip;              // of the thumbnails; empty with one plane
    std::int64_t plane = 0;  // shown in X and dX
    PlanePart input, grad_input;
    float cell_px = 0;          // of the matrices
    Part rows, columns;         // of the matrices
    std::array<Rect, 4> bands;  // cells of each; empty where only the present half has room
    float lines_y = 0;          // of the first line of numbers above the columns
    Rect overview;              // of all columns; empty where all are shown
    bool legend = false;

    const Rect& band(Band band) const { return bands[static_cast<std::size_t>(band)]; }
    bool shows(Band which) const { return band(which).w > 0; }
    // Of the rows Y and dY row 0.
    Rect entry(Band which, MatrixEntry at) const {
        const bool matrix = which == Band::Columns || which == Band::GradColumns;
        return {band(which).x + static_cast<float>(at.column - columns.first) * cell_px,
                band(which).y + static_cast<float>(matrix ? at.row - rows.first : 0) * cell_px, cell_px, cell_px};
    }
    bool is_shown(MatrixEntry at) const { return rows.holds(at.row) && columns.holds(at.column); }
};

// `engine` is the step done last in the engine's walk.
ColumnsLayout columns_layout(const AppState& state, const std::optional<Step>& engine, Rect canvas,
                             const Pointing& pointing);
// What is under the mouse: a cell of one of the four arrays, the entry of a matrix, its column.
Hit columns_hit(const AppState& state, const ColumnsLayout& layout, Vec2 mouse);

// Where a cell of X or dY that is being edited lies; empty if it is not shown.
Rect columns_cell_rect(const ColumnsLayout& layout, const CellRef& cell);

// After turning the wheel by so many columns.
Pointing scrolled(const AppState& state, const ColumnsLayout& layout, Pointing pointing, std::int64_t columns);

}  // namespace poolwalk::scene
