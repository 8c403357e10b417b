#include "core/workspaces/walk/walk_layout.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace poolwalk::scene {
namespace {

float to_float(std::int64_t value) { return static_cast<float>(value); }

// How far the last window reaches beyond the input along one axis.
std::int64_t overhang(std::int64_t outputs, std::int64_t stride, std::int64_t begin, std::int64_t kernel,
                      std::int64_t dilation, std::int64_t cells) {
    return std::max<std::int64_t>(0, (outputs - 1) * stride - begin + dilation * (kernel - 1) + 1 - cells);
}

PaddingRing ring_of(const Document& doc) {
    const Geometry& g = doc.geometry;
    const Shape &x = shape_of(*doc.input), y = output_shape(doc);
    return {g.pads.top, g.pads.left, overhang(y.h, g.stride.rows, g.pads.top, g.kernel.rows, g.dilation.rows, x.h),
            overhang(y.w, g.stride.cols, g.pads.left, g.kernel.cols, g.dilation.cols, x.w)};
}

// Cells that a column of grids must have room for.
struct Need {
    std::int64_t rows, cols;
};

// Room around the cells of one grid: its title above, its row numbers left, column numbers below.
struct Margins {
    float left, top, right, bottom;
};

Margins margins_of(float scale) { return {30 * scale, 50 * scale, 10 * scale, 26 * scale}; }

// X and dX left, Y and dY right, with so much of the width for the left.
std::array<Rect, 4> quadrants(Rect area, float left_share, float scale) {
    const float gap = 30 * scale, half = area.h / 2;
    const float left_w = (area.w - gap) * left_share, right_w = area.w - gap - left_w;
    const float x2 = area.x + left_w + gap;
    return {Rect{area.x, area.y, left_w, half}, Rect{x2, area.y, right_w, half},
            Rect{area.x, area.y + half, left_w, half}, Rect{x2, area.y + half, right_w, half}};
}

// All four in a row.
std::array<Rect, 4> columns(Rect area, float left_share, float scale) {
    const float gap = 30 * scale, both = (area.w - 3 * gap) / 2;
    const float left_w = both * left_share, right_w = both - left_w;
    const float x2 = area.x + left_w + gap, x3 = x2 + right_w + gap, x4 = x3 + left_w + gap;
    return {Rect{area.x, area.y, left_w, area.h}, Rect{x2, area.y, right_w, area.h}, Rect{x3, area.y, left_w, area.h},
            Rect{x4, area.y, right_w, area.h}};
}

Rect inner(Rect quadrant, const Margins& m) {
    return {quadrant.x + m.left, quadrant.y + m.top, std::max(1.0f, quadrant.w - m.left - m.right),
            std::max(1.0f, quadrant.h - m.top - m.bottom)};
}

struct Arrangement {
    std::array<Rect, 4> viewports;
    float fit_px = 0;  // the side of a cell when all are in view
};

Arrangement arranged(const std::array<Rect, 4>& rects, const Need& left, const Need& right, float scale) {
    Arrangement made{.viewports = {}, .fit_px = std::numeric_limits<float>::max()};
    for (std::size_t i = 0; i < 4; ++i) {
        const Rect room = made.viewports[i] = inner(rects[i], margins_of(scale));
        const Need& need = is_input_sized(all_grids[i]) ? left : right;
        made.fit_px = std::min({made.fit_px, room.w / to_float(need.cols), room.h / to_float(need.rows)});
    }
    return made;
}

// The one with the largest cells. The usual one is kept where others are hardly better, so that a change of the
// stride, which makes Y wider or narrower, does not move X.
Arrangement arrangement(Rect area, const Need& left, const Need& right, float scale) {
    constexpr float usual_share = 0.55f, clearly_better = 1.15f;
    const float even = std::clamp(to_float(left.cols) / to_float(left.cols + right.cols), 0.35f, 0.65f);
    Arrangement best = arranged(quadrants(area, usual_share, scale), left, right, scale);
    for (const auto& rects : {quadrants(area, even, scale), columns(area, even, scale)}) {
        const Arrangement other = arranged(rects, left, right, scale);
        if (other.fit_px > best.fit_px * clearly_better) best = other;
    }
    return best;
}

// Where cell 0 lies along one axis: centred if all fits, else with place `middle` (in cells) in the
// viewport's middle, but with no empty margin.
float origin_along(float start, float extent, float cells_px, float before_px, float after_px, float middle_px) {
    const float whole = before_px + cells_px + after_px;
    if (whole <= extent) return start + (extent - whole) / 2 + before_px;
    const float wished = start + extent / 2 - middle_px;
    return std::clamp(wished, start + extent - cells_px - after_px, start + before_px);
}

// The output place that belongs to input place `at`, both in cells along one axis.
double output_place(double at, std::int64_t begin, std::int64_t span, std::int64_t stride) {
    return (at - 0.5 + static_cast<double>(begin) - static_cast<double>(span - 1) / 2) / static_cast<double>(stride) +
           0.5;
}

struct Axis {
    std::int64_t cells, begin, span, stride;
};

Axis axis_of(const Document& doc, bool rows) {
    const Geometry& g = doc.geometry;
    const Shape& x = shape_of(*doc.input);
    if (rows) return {x.h, g.pads.top, g.dilation.rows * (g.kernel.rows - 1) + 1, g.stride.rows};
    return {x.w, g.pads.left, g.dilation.cols * (g.kernel.cols - 1) + 1, g.stride.cols};
}

// Middle of the viewport along one axis, in cells of the grid.
float middle_of(const Document& doc, const Camera& camera, GridId grid, bool rows) {
    const Axis axis = axis_of(doc, rows);
    const double at = (rows ? camera.h : camera.w) * static_cast<double>(axis.cells);
    return static_cast<float>(is_input_sized(grid) ? at : output_place(at, axis.begin, axis.span, axis.stride));
}

void place_grid(const AppState& state, WalkLayout& layout, GridId grid) {
    GridFrame& frame = layout.grids[static_cast<std::size_t>(grid)];
    const Shape shape = shape_of_grid(state.document, grid);
    const float px = layout.cell_px;
    frame.rows = shape.h;
    frame.cols = shape.w;
    const bool ringed = is_input_sized(grid);  // dX keeps the room so that it lies below X
    const PaddingRing ring = ringed ? layout.ring : PaddingRing{};
    const Camera& camera = state.view.camera;
    frame.origin.x =
        origin_along(frame.viewport.x, frame.viewport.w, to_float(shape.w) * px, to_float(ring.left) * px,
                     to_float(ring.right) * px, middle_of(state.document, camera, grid, false) * px);
    frame.origin.y = origin_along(frame.viewport.y, frame.viewport.h, to_float(shape.h) * px, to_float(ring.top) * px,
                                  to_float(ring.bottom) * px, middle_of(state.document, camera, grid, true) * px);
    if (px >= 4) frame.origin = {std::round(frame.origin.x), std::round(frame.origin.y)};
}

// X's place (in cells) under the mouse when it is over `grid`.
Vec2 input_place(const Document& doc, const WalkLayout& layout, GridId grid, Vec2 mouse) {
    const GridFrame& frame = layout.of(grid);
    const float h = (mouse.y - frame.origin.y) / layout.cell_px, w = (mouse.x - frame.origin.x) / layout.cell_px;
    if (is_input_sized(grid)) return {w, h};
    const auto back = [](float at, const Axis& a) {
        return static_cast<float>((at - 0.5) * static_cast<double>(a.stride) + 0.5 - static_cast<double>(a.begin) +
                                  static_cast<double>(a.span - 1) / 2);
    };
    return {back(w, axis_of(doc, false)), back(h, axis_of(doc, true))};
}

// The side of a cell; whole pixels keep the gaps even.
double zoomed_px(const WalkLayout& layout, double zoom) {
    const double px = static_cast<double>(layout.fit_px) * zoom;
    return px >= 4 ? std::floor(px) : px;
}

GridId grid_under(const WalkLayout& layout, Vec2 mouse) {
    for (const GridId grid : all_grids)
        if (layout.of(grid).viewport.contains(mouse)) return grid;
    return GridId::Input;
}

}  // namespace

WalkLayout walk_layout(const AppState& state, Rect canvas) {
    WalkLayout layout;
    layout.canvas = canvas;
    const float scale = layout.scale = static_cast<float>(state.view.scale);
    layout.ring = ring_of(state.document);
    Rect area{canvas.x + 16 * scale, canvas.y + 16 * scale, canvas.w - 32 * scale, canvas.h - 32 * scale};
    area.h -= 34 * scale;  // the legend
    if (shape_of(*state.document.input).planes() > 1) {
        layout.strip = {area.x, area.y, area.w, 58 * scale};
        area.y += 66 * scale;
        area.h -= 66 * scale;
    }
    const Shape &x = shape_of(*state.document.input), y = output_shape(state.document);
    const PaddingRing& ring = layout.ring;
    const Need left{x.h + ring.top + ring.bottom, x.w + ring.left + ring.right}, right{y.h, y.w};
    // A canvas too small for four grids is drawn beyond its edge.
    area.w = std::max(area.w, 180 * scale);
    area.h = std::max(area.h, 180 * scale);
    const auto& [viewports, fit_px] = arrangement(area, left, right, scale);
    for (std::size_t i = 0; i < 4; ++i) layout.grids[i].viewport = viewports[i];
    float fit = fit_px;
    if (fit >= 4) fit = std::floor(fit);
    layout.fit_px = fit;
    layout.cell_px = static_cast<float>(zoomed_px(layout, state.view.camera.zoom));
    for (const GridId grid : all_grids) place_grid(state, layout, grid);
    return layout;
}

VisibleCells visible_cells(const WalkLayout& layout, GridId grid) {
    const GridFrame& frame = layout.of(grid);
    const auto first = [&](float start, float origin, std::int64_t cells) {
        return std::clamp<std::int64_t>(static_cast<std::int64_t>(std::floor((start - origin) / layout.cell_px)), 0,
                                        cells);
    };
    const auto last = [&](float end, float origin, std::int64_t cells) {
        return std::clamp<std::int64_t>(static_cast<std::int64_t>(std::ceil((end - origin) / layout.cell_px)), 0,
                                        cells);
    };
    const Rect& v = frame.viewport;
    return {{first(v.y, frame.origin.y, frame.rows), first(v.x, frame.origin.x, frame.cols)},
            {last(v.bottom(), frame.origin.y, frame.rows), last(v.right(), frame.origin.x, frame.cols)}};
}

bool shows_numbers(const WalkLayout& layout) { return layout.cell_px >= number_cell_px; }

std::optional<CellRef> cell_at(const AppState& state, const WalkLayout& layout, Vec2 mouse) {
    for (const GridId grid : all_grids) {
        const GridFrame& frame = layout.of(grid);
        if (!frame.viewport.contains(mouse)) continue;
        const Place at{static_cast<std::int64_t>(std::floor((mouse.y - frame.origin.y) / layout.cell_px)),
                       static_cast<std::int64_t>(std::floor((mouse.x - frame.origin.x) / layout.cell_px))};
        if (inside(at, frame.rows, frame.cols)) return CellRef{grid, state.view.plane, at};
    }
    return std::nullopt;
}

Camera zoomed(const AppState& state, const WalkLayout& layout, Vec2 mouse, double factor) {
    Camera camera = state.view.camera;
    const double fit = layout.fit_px;
    camera.zoom = std::clamp(camera.zoom * factor, 1.0, std::max(1.0, 160.0 * layout.scale / fit));
    const GridId grid = grid_under(layout, mouse);
    const Vec2 under = input_place(state.document, layout, grid, mouse);
    const Rect& view = layout.of(grid).viewport;
    const double new_px = zoomed_px(layout, camera.zoom);
    const Shape& x = shape_of(*state.document.input);
    const double stride_h = is_input_sized(grid) ? 1.0 : static_cast<double>(state.document.geometry.stride.rows);
    const double stride_w = is_input_sized(grid) ? 1.0 : static_cast<double>(state.document.geometry.stride.cols);
    camera.h = (under.y - (mouse.y - view.center().y) / new_px * stride_h) / static_cast<double>(x.h);
    camera.w = (under.x - (mouse.x - view.center().x) / new_px * stride_w) / static_cast<double>(x.w);
    return camera;
}

Camera dragged(const AppState& state, const WalkLayout& layout, Vec2 from, Vec2 to) {
    const GridId grid = grid_under(layout, from);
    const Vec2 a = input_place(state.document, layout, grid, from), b = input_place(state.document, layout, grid, to);
    const Shape& x = shape_of(*state.document.input);
    Camera camera = state.view.camera;
    camera.h = std::clamp(camera.h + (a.y - b.y) / static_cast<double>(x.h), 0.0, 1.0);
    camera.w = std::clamp(camera.w + (a.x - b.x) / static_cast<double>(x.w), 0.0, 1.0);
    return camera;
}

Camera following(const AppState& state, const WalkLayout& layout, Place window) {
    Camera camera = state.view.camera;
    if (camera.zoom <= 1) return camera;
    const Axis rows = axis_of(state.document, true), cols = axis_of(state.document, false);
    const Place first{window.h * rows.stride - rows.begin, window.w * cols.stride - cols.begin};
    const GridFrame& x = layout.of(GridId::Input);
    const Rect from = x.cell(first, layout.cell_px);
    const Rect to = x.cell({first.h + rows.span - 1, first.w + cols.span - 1}, layout.cell_px);
    const Rect& view = x.viewport;
    if (from.x >= view.x && from.y >= view.y && to.right() <= view.right() && to.bottom() <= view.bottom())
        return camera;
    const auto middle = [](std::int64_t begin, const Axis& axis) {
        const double at = static_cast<double>(begin) + static_cast<double>(axis.span) / 2;
        return std::clamp(at / static_cast<double>(axis.cells), 0.0, 1.0);
    };
    camera.h = middle(first.h, rows);
    camera.w = middle(first.w, cols);
    return camera;
}

}  // namespace poolwalk::scene
