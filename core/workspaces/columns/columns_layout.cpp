#include "core/workspaces/columns/columns_layout.h"

#include <algorithm>
#include <cmath>

namespace poolwalk::scene {
namespace {

constexpr float title_px = 44, line_px = 13, gap_px = 22, half_gap_px = 14, row_names_px = 34, arrow_px = 40;
constexpr float largest_px = 58, both_px = 18, smallest_px = 18, cut_px = 22, fitted_px = 20, scrolled_px = 34;
constexpr float fewest_columns = 8;  // shown of many, if they can still be read
constexpr float smallest_plane_px = 8, cut_plane_px = 22, outline_plane_px = 5;
constexpr std::int64_t max_reads = std::int64_t{1} << 20;  // cells of X looked at for one picture of the matrix

float to_float(std::int64_t value) { return static_cast<float>(value); }

// `shown` of `total` around `at`, moved on by half of them at a time: most steps leave the picture in place.
Part part_around(std::int64_t at, std::int64_t shown, std::int64_t total, std::int64_t scroll = 0) {
    if (shown >= total) return {0, total};
    const std::int64_t half = std::max<std::int64_t>(1, shown / 2);
    const std::int64_t first = std::clamp<std::int64_t>(at / half * half - half / 2, 0, total - shown);
    return {std::clamp<std::int64_t>(first + scroll, 0, total - shown), shown};
}

// X with its padding along one axis, as far as windows reach.
Part with_padding(const ColumnsPlan& plan, bool rows) {
    const Geometry& g = plan.geometry;
    const std::int64_t begin = rows ? g.pads.top : g.pads.left, cells = rows ? plan.input.h : plan.input.w;
    const std::int64_t last =
        ((rows ? plan.output.h : plan.output.w) - 1) * (rows ? g.stride.rows : g.stride.cols) - begin;
    const std::int64_t reach =
        (rows ? g.dilation.rows : g.dilation.cols) * ((rows ? g.kernel.rows : g.kernel.cols) - 1) + 1;
    return {-begin, std::max(cells, last + reach) + begin};
}

// Around the middle `at` of a window of `span` cells; one that fills most of the part stands in its middle.
Part around(const Part& whole, std::int64_t at, std::int64_t span, std::int64_t shown) {
    const std::int64_t from = at - whole.first;
    Part part = part_around(from, shown, whole.shown);
    if (shown < whole.shown && 2 * span > shown)
        part.first = std::clamp<std::int64_t>(from - shown / 2, 0, whole.shown - shown);
    part.first += whole.first;
    return part;
}

struct Builder {
    const AppState& state;
    const std::optional<Step>& engine;
    const Pointing& pointing;
    ColumnsLayout& layout;
    Rect area;
    std::optional<ColumnsStep> step;

    float px(float unscaled) const { return unscaled * layout.scale; }
    const ColumnsPlan& plan() const { return layout.plan; }
    std::int64_t present_column() const { return step ? step->column : 0; }
    // Lines of numbers above the columns: oh, ow, and n or c where there are several.
    float lines() const { return 2.0f + to_float(plan().input.n > 1) + to_float(plan().input.c > 1); }
    float head_px() const { return title_px + line_px * lines() + 6; }
};

// The row of the matrix that matters now, where not all rows have room.
std::int64_t row_now(const Builder& b) {
    if (!b.step || b.step->phase == ColumnsPhase::Gather) return 0;
    return std::max<std::int64_t>(0, pooled_column(view_of(b.state.document), b.plan(), *b.engine).argmax);
}

struct Room {
    float left_w = 0, matrix_w = 0, footer = 0;
    bool both = false;
};

Room measure(Builder& b) {
    ColumnsLayout& l = b.layout;
    const float rows = to_float(b.plan().rows()), columns = to_float(b.plan().columns());
    Room room;
    const float plane_cols = to_float(with_padding(b.plan(), false).shown);
    room.left_w = std::min(b.area.w * 0.38f, b.px(26) + plane_cols * b.px(largest_px));
    room.matrix_w = b.area.w - room.left_w - b.px(arrow_px + row_names_px);
    l.legend = b.area.h > b.px(520);
    room.footer = b.px(34 + (l.legend ? 34.0f : 0.0f));
    const float half_head = b.px(b.head_px() + gap_px) + room.footer;
    const float both_head = half_head + b.px(half_gap_px + title_px + gap_px);
    const float both = (b.area.h - both_head) / (2 * rows + 2), half = (b.area.h - half_head) / (rows + 1);
    room.both = both >= b.px(both_px);
    float cell = std::min(b.px(largest_px), room.both ? both : half >= b.px(smallest_px) ? half : b.px(cut_px));
    const float few = std::clamp(room.matrix_w / fewest_columns, b.px(smallest_px), b.px(scrolled_px));
    cell = std::min(cell, room.matrix_w / columns >= b.px(fitted_px) ? room.matrix_w / columns : few);
    l.cell_px = std::max(1.0f, std::floor(cell));
    const auto fitting = [&](float extent) {
        return std::max<std::int64_t>(1, static_cast<std::int64_t>(extent / l.cell_px));
    };
    const std::int64_t affordable = std::max<std::int64_t>(1, max_reads / b.plan().rows());
    const std::int64_t scroll = b.pointing.scrolled_at == b.state.play.columns_done ? b.pointing.scroll : 0;
    l.columns = part_around(b.present_column(), std::min({fitting(room.matrix_w), affordable, b.plan().columns()}),
                            b.plan().columns(), scroll);
    const std::int64_t high =
        room.both ? b.plan().rows() : std::max<std::int64_t>(1, fitting(b.area.h - half_head) - 1);
    l.rows = high >= b.plan().rows() ? Part{0, b.plan().rows()} : part_around(row_now(b), high, b.plan().rows());
    return room;
}

// The bands from top to bottom; answers where the lower half begins.
float place_bands(Builder& b, const Room& room, float x) {
    ColumnsLayout& l = b.layout;
    const float w = to_float(l.columns.shown) * l.cell_px, matrix_h = to_float(l.rows.shown) * l.cell_px;
    const bool forward = room.both || !b.step || !row(b.step->phase).backward;
    const auto put = [&](Band band, float y, float h) {
        l.bands[static_cast<std::size_t>(band)] = {x, std::round(y), w, h};
    };
    float y = b.area.y + b.px(title_px);
    l.lines_y = y + b.px(line_px / 2);
    y += b.px(line_px * b.lines() + 6);
    if (forward) {
        put(Band::Columns, y, matrix_h);
        put(Band::Output, y + matrix_h + b.px(gap_px), l.cell_px);
        y += matrix_h + b.px(gap_px) + l.cell_px;
    }
    const float lower = y + b.px(half_gap_px);
    if (room.both || !forward) {
        if (room.both) y = lower + b.px(title_px);
        put(Band::GradOutput, y, l.cell_px);
        put(Band::GradColumns, y + l.cell_px + b.px(gap_px), matrix_h);
    }
    return room.both ? lower : b.area.y + (b.area.h - room.footer) / 2;
}

// X above, dX below it, the same part of both.
void place_planes(Builder& b, const Room& room, float lower) {
    ColumnsLayout& l = b.layout;
    const Part rows = with_padding(b.plan(), true), cols = with_padding(b.plan(), false);
    const float bottom = b.area.bottom() - room.footer;
    const float high = std::max(1.0f, std::min(lower - b.area.y, bottom - lower) - b.px(title_px + 20));
    const float wide = std::max(1.0f, room.left_w - b.px(26));
    float cell = std::min({b.px(largest_px), wide / to_float(cols.shown), high / to_float(rows.shown)});
    // A part is cut out with numbers if a window fits into it, else as small as it takes.
    const Geometry& g = b.plan().geometry;
    const std::int64_t span_h = g.dilation.rows * (g.kernel.rows - 1) + 1,
                       span_w = g.dilation.cols * (g.kernel.cols - 1) + 1;
    if (cell < b.px(smallest_plane_px))
        cell = std::max(b.px(outline_plane_px),
                        std::min({b.px(cut_plane_px), wide / to_float(span_w + 1), high / to_float(span_h + 1)}));
    cell = std::max(1.0f, std::floor(cell));
    const Place window = place_of_column(b.plan(), b.pointing.hit.column.value_or(b.present_column())).window;
    const Place corner = slot_place(g, window, 0, 0), middle{corner.h + span_h / 2, corner.w + span_w / 2};
    const auto fitting = [cell](float extent) {
        return std::max<std::int64_t>(1, static_cast<std::int64_t>(extent / cell));
    };
    PlanePart part{.cell_px = cell,
                   .rows = around(rows, middle.h, span_h, fitting(high)),
                   .cols = around(cols, middle.w, span_w, fitting(wide))};
    part.origin = {std::round(b.area.x + room.left_w - to_float(part.cols.shown) * cell),
                   std::round(b.area.y + b.px(title_px))};
    l.input = l.grad_input = part;
    l.grad_input.origin.y = std::round(lower + b.px(title_px));
}

// What there is stands in the middle of what there could be; the overview below the last band.
void settle(Builder& b, const Room& room) {
    ColumnsLayout& l = b.layout;
    float bottom = std::max(l.input.extent().bottom(), l.grad_input.extent().bottom() + b.px(20)), last = 0;
    for (const Rect& band : l.bands) last = std::max(last, band.bottom());
    bottom = std::max(bottom, last);
    const float down = std::max(0.0f, std::floor((b.area.bottom() - room.footer - bottom) / 2));
    for (Rect& band : l.bands) band.y += down;
    l.input.origin.y += down;
    l.grad_input.origin.y += down;
    l.lines_y += down;
    if (l.columns.shown == l.plan.columns() && l.rows.shown == l.plan.rows()) return;
    l.overview = {l.bands[0].w > 0 ? l.bands[0].x : l.bands[3].x, last + down + b.px(14),
                  to_float(l.columns.shown) * l.cell_px, b.px(8)};
}

std::optional<Place> place_in(const PlanePart& part, const Shape& shape, Vec2 mouse) {
    if (!part.extent().contains(mouse)) return std::nullopt;
    const Place at{part.rows.first + static_cast<std::int64_t>((mouse.y - part.origin.y) / part.cell_px),
                   part.cols.first + static_cast<std::int64_t>((mouse.x - part.origin.x) / part.cell_px)};
    return inside(at, shape.h, shape.w) ? std::optional(at) : std::nullopt;
}

GridId grid_of(Band band) {
    constexpr std::array grids{GridId::Input, GridId::Output, GridId::GradOutput, GridId::GradInput};
    return grids[static_cast<std::size_t>(band)];
}

}  // namespace

ColumnsLayout columns_layout(const AppState& state, const std::optional<Step>& engine, Rect canvas,
                             const Pointing& pointing) {
    ColumnsLayout layout;
    layout.plan = columns_plan_of(state);
    layout.canvas = canvas;
    layout.scale = static_cast<float>(state.view.scale);
    const float scale = layout.scale;
    Builder b{state,
              engine,
              pointing,
              layout,
              {canvas.x + 18 * scale, canvas.y + 12 * scale, canvas.w - 36 * scale, canvas.h - 20 * scale},
              current_columns_step(state)};
    if (layout.plan.input.planes() > 1) {
        layout.strip = {b.area.x, b.area.y, b.area.w, 52 * scale};
        b.area.y += 58 * scale;
        b.area.h -= 58 * scale;
    }
    // A canvas too small for it is drawn beyond its edge.
    b.area.w = std::max(b.area.w, 250 * scale);
    b.area.h = std::max(b.area.h, 200 * scale);
    const auto& column = pointing.hit.column;
    layout.plane = column ? place_of_column(layout.plan, *column).plane : state.view.plane;
    const Room room = measure(b);
    const float wide = room.left_w + b.px(arrow_px + row_names_px) + to_float(layout.columns.shown) * layout.cell_px;
    b.area.x += std::max(0.0f, std::floor((b.area.w - wide) / 2));
    const float x = std::round(b.area.x + room.left_w + b.px(arrow_px + row_names_px));
    const float lower = place_bands(b, room, x);
    place_planes(b, room, lower);
    settle(b, room);
    return layout;
}

Hit columns_hit(const AppState& state, const ColumnsLayout& layout, Vec2 mouse) {
    const Shape& x = layout.plan.input;
    for (const auto& [part, grid] :
         {std::pair{&layout.input, GridId::Input}, std::pair{&layout.grad_input, GridId::GradInput}})
        if (const auto at = place_in(*part, x, mouse)) return {.cell = CellRef{grid, layout.plane, *at}};
    for (const Band band : all_bands) {
        if (!layout.shows(band) || !layout.band(band).contains(mouse)) continue;
        const Rect& rect = layout.band(band);
        const MatrixEntry entry{
            layout.rows.first + static_cast<std::int64_t>((mouse.y - rect.y) / layout.cell_px),
            layout.columns.first + static_cast<std::int64_t>((mouse.x - rect.x) / layout.cell_px)};
        const ColumnPlace place = place_of_column(layout.plan, entry.column);
        Hit hit{.column = entry.column};
        const bool matrix = band == Band::Columns || band == Band::GradColumns;
        if (matrix) hit.entry = entry;
        const CellRef cell{grid_of(band), place.plane, matrix ? slot_of(layout.plan, entry) : place.window};
        const Shape shape = shape_of_grid(state.document, cell.grid);
        if (inside(cell.cell, shape.h, shape.w)) hit.cell = cell;
        return hit;
    }
    return {};
}

Rect columns_cell_rect(const ColumnsLayout& layout, const CellRef& cell) {
    if (cell.grid == GridId::Input)
        return cell.plane == layout.plane && layout.input.holds(cell.cell) ? layout.input.cell(cell.cell) : Rect{};
    if (cell.grid != GridId::GradOutput || !layout.shows(Band::GradOutput)) return {};
    const std::int64_t column = column_of(layout.plan, {cell.plane, cell.cell});
    return layout.columns.holds(column) ? layout.entry(Band::GradOutput, {0, column}) : Rect{};
}

Pointing scrolled(const AppState& state, const ColumnsLayout& layout, Pointing pointing, std::int64_t columns) {
    const std::int64_t scroll = pointing.scrolled_at == state.play.columns_done ? pointing.scroll : 0;
    const std::int64_t first =
        std::clamp<std::int64_t>(layout.columns.first + columns, 0, layout.plan.columns() - layout.columns.shown);
    pointing.scroll = scroll + first - layout.columns.first;
    pointing.scrolled_at = state.play.columns_done;
    return pointing;
}

}  // namespace poolwalk::scene
