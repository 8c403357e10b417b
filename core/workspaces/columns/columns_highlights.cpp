#include "core/workspaces/columns/columns_highlights.h"

#include <algorithm>

#include "core/scene/rects.h"

namespace poolwalk::scene {
namespace {

bool apart(const Rect& a, const Rect& b) {
    return a.right() <= b.x || b.right() <= a.x || a.bottom() <= b.y || b.bottom() <= a.y;
}

Rect window_rect(const ColumnsSketch& s, const PlanePart& part, Place window) {
    const Geometry& g = s.layout.plan.geometry;
    return joined(part.cell(slot_place(g, window, 0, 0)),
                  part.cell(slot_place(g, window, g.kernel.rows - 1, g.kernel.cols - 1)));
}

// With dilation the window's rectangle also holds cells that are not its own: its own are ringed.
void ring_window(const ColumnsSketch& s, Role role, const PlanePart& part, Place window, const Pen& pen) {
    const Geometry& g = s.layout.plan.geometry;
    Pen clipped = pen;
    clipped.clip = shrunk(part.extent(), -s.px(4));
    if (apart(window_rect(s, part, window), part.extent())) return;
    s.draw.ring(role, window_rect(s, part, window), clipped);
    if (g.dilation == Pair{1, 1} || s.layout.plan.rows() > 400 || part.cell_px < s.px(12)) return;
    for_each_cell(g, s.layout.plan.input.h, s.layout.plan.input.w, window, [&](std::int64_t, std::int64_t, Place at) {
        s.draw.ring(role, shrunk(part.cell(at), s.px(2)),
                    {.color = faded(pen.color, 150), .thickness = 1.5f, .clip = clipped.clip});
    });
}

Rect column_rect(const ColumnsSketch& s, Band band, std::int64_t column) {
    const bool matrix = band == Band::Columns || band == Band::GradColumns;
    const Part& rows = s.layout.rows;
    return joined(s.layout.entry(band, {rows.first, column}),
                  s.layout.entry(band, {matrix ? rows.end() - 1 : rows.first, column}));
}

bool holds(const std::vector<std::int64_t>& rows, std::int64_t row) { return std::ranges::binary_search(rows, row); }

// The maximum of every column whose argmax is known, tied ones dashed where the rule chose another.
void ring_maxima(const ColumnsSketch& s) {
    if (s.layout.cell_px < s.px(9)) return;
    const std::int64_t known = columns_done(s.layout.plan, ColumnsPhase::Argmax, s.done);
    for (const Band band : {Band::Columns, Band::GradColumns}) {
        if (!s.layout.shows(band)) continue;
        const std::int64_t written =
            band == Band::Columns ? known : columns_done(s.layout.plan, ColumnsPhase::Scatter, s.done);
        for (std::int64_t j = s.layout.columns.first; j < std::min(written, s.layout.columns.end()); ++j) {
            const PooledColumn& look = s.look_at(j);
            for (const std::int64_t i : band == Band::Columns ? look.maxima : look.receivers) {
                if (!s.layout.rows.holds(i)) continue;
                const bool receives = holds(look.receivers, i);
                s.draw.ring(receives ? Role::ArgmaxRing : Role::TieRing,
                            shrunk(s.layout.entry(band, {i, j}), s.px(2)),
                            {.color = receives ? s.palette.accent : s.palette.bad, .dashed = !receives});
            }
        }
    }
}

void arrow(const ColumnsSketch& s, Role role, Vec2 from, Vec2 to) {
    s.draw.arrow(role, from, to, {.color = role == Role::ForwardArrow ? s.palette.forward : s.palette.backward});
}

// Across the gap beside a plane, at the height of the window.
void arrow_beside(const ColumnsSketch& s, const PlanePart& part, Place window, bool forward) {
    const Geometry& g = s.layout.plan.geometry;
    const Rect all = part.extent();
    if (apart(window_rect(s, part, window), all)) return;
    const Place middle = slot_place(g, window, g.kernel.rows / 2, 0);
    const float y = std::clamp(part.cell(middle).y + (g.kernel.rows % 2 == 0 ? 0 : part.cell_px / 2), all.y + s.px(6),
                               all.bottom() - s.px(6));
    const Vec2 inner{all.right() + s.px(7), y}, outer{s.layout.band(s.first_band()).x - s.px(39), y};
    if (forward) arrow(s, Role::ForwardArrow, inner, outer);
    else arrow(s, Role::BackwardArrow, outer, inner);
}

// Down the gap between two bands, at the column.
void arrow_below(const ColumnsSketch& s, Role role, Band from, Band to, std::int64_t column) {
    if (!s.layout.shows(from)) return;
    const float x = s.layout.entry(to, {s.layout.rows.first, column}).center().x;
    arrow(s, role, {x, s.layout.band(from).bottom() + s.px(3)}, {x, s.layout.band(to).y - s.px(3)});
}

void add_step(const ColumnsSketch& s) {
    if (!s.step) return;
    const auto& [phase, column] = *s.step;
    const ColumnPlace place = place_of_column(s.layout.plan, column);
    const Pen pen{s.palette.accent, 3.5f};
    const bool here = place.plane == s.layout.plane, shown = s.layout.columns.holds(column);
    if (here) ring_window(s, Role::WindowOutline, s.layout.input, place.window, pen);
    if (here && phase == ColumnsPhase::Col2im)
        ring_window(s, Role::WindowOutline, s.layout.grad_input, place.window, pen);
    if (here && phase == ColumnsPhase::Gather) arrow_beside(s, s.layout.input, place.window, true);
    if (here && phase == ColumnsPhase::Col2im) arrow_beside(s, s.layout.grad_input, place.window, false);
    if (!shown) return;
    for (const Band band : all_bands) {
        const bool concerned = phase == ColumnsPhase::Gather   ? band == Band::Columns
                               : phase == ColumnsPhase::Argmax ? band == Band::Columns || band == Band::Output
                               : phase == ColumnsPhase::Scatter
                                   ? band == Band::GradOutput || band == Band::GradColumns
                                   : band == Band::GradColumns;
        if (concerned && s.layout.shows(band)) s.draw.ring(Role::WindowOutline, column_rect(s, band, column), pen);
    }
    if (phase == ColumnsPhase::Argmax) arrow_below(s, Role::ForwardArrow, Band::Columns, Band::Output, column);
    if (phase == ColumnsPhase::Scatter)
        arrow_below(s, Role::BackwardArrow, Band::GradOutput, Band::GradColumns, column);
}

// Every copy of the cell under the mouse, or the window of the entry there.
void add_links(const ColumnsSketch& s) {
    const ColumnsLayout& l = s.layout;
    const Pen link{s.palette.text, 2.5f}, thin{faded(s.palette.text, 170), 1.5f};
    if (const auto cell = s.hovered_cell()) {
        if (cell->plane == l.plane)
            for (const PlanePart* part : {&l.input, &l.grad_input})
                if (part->holds(cell->cell)) s.draw.ring(Role::Hover, part->cell(cell->cell), link);
        for (const MatrixEntry copy : copies_of(l.plan, cell->plane, cell->cell))
            for (const Band band : {Band::Columns, Band::GradColumns})
                if (l.shows(band) && l.is_shown(copy)) {
                    s.draw.scene.boxes.push_back(
                        {.role = Role::Link, .rect = l.entry(band, copy), .fill = faded(s.palette.text, 36)});
                    s.draw.ring(Role::Link, shrunk(l.entry(band, copy), s.px(1)), link);
                }
    }
    if (!s.hit.column || !l.columns.holds(*s.hit.column)) return;
    const ColumnPlace place = place_of_column(l.plan, *s.hit.column);
    ring_window(s, Role::Link, l.input, place.window, thin);
    for (const Band band : all_bands)
        if (l.shows(band)) s.draw.ring(Role::Link, column_rect(s, band, *s.hit.column), thin);
}

void add_pin(const ColumnsSketch& s) {
    const auto& pinned = s.state.view.pinned;
    if (!pinned) return;
    const Rect rect = columns_cell_rect(s.layout, *pinned);
    if (rect.w > 0) s.draw.ring(Role::Pin, shrunk(rect, s.px(2)), {s.palette.text, 2.5f});
}

}  // namespace

void add_lights(const ColumnsSketch& s) {
    ring_maxima(s);
    add_step(s);
    add_links(s);
    add_pin(s);
}

}  // namespace poolwalk::scene
