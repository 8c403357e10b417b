#include "core/workspaces/walk/step_rings.h"

#include <algorithm>

#include "core/pool/ledger/ledger.h"
#include "core/scene/rects.h"
#include "core/workspaces/walk/badges.h"
#include "core/workspaces/walk/grid_numbers.h"

namespace poolwalk::scene {
namespace {

constexpr float smallest_cell_px = 12;  // with room for a dot in a corner

Rect window_rect(const WalkSketch& s, GridId grid, Place window) {
    const Geometry& g = s.state.document.geometry;
    return joined(s.cell_rect(grid, slot_place(g, window, 0, 0)),
                  s.cell_rect(grid, slot_place(g, window, g.kernel.rows - 1, g.kernel.cols - 1)));
}

// With dilation the window's rectangle also holds cells that are not its own: ring its own.
void ring_dilated_cells(const WalkSketch& s, GridId grid, Place window) {
    const Geometry& g = s.state.document.geometry;
    if (g.dilation == Pair{1, 1} || s.layout.cell_px < 6 || g.kernel.rows * g.kernel.cols > 400) return;
    for_each_cell(g, s.frame(grid).rows, s.frame(grid).cols, window, [&](std::int64_t, std::int64_t, Place at) {
        s.ring(Role::WindowOutline, grid, shrunk(s.cell_rect(grid, at), s.px(2)),
               {faded(s.palette().accent, 150), 1.5f});
    });
}

// The step's maxima and receivers stand row by row.
bool holds(const std::vector<Place>& cells, Place cell) { return std::ranges::binary_search(cells, cell); }

Region region_of(const VisibleCells& visible) {
    return {{visible.first.h, visible.last.h}, {visible.first.w, visible.last.w}};
}

// Those in sight; where there are so many that their rings would cover one another, those that receive, and of these
// the first.
std::vector<Place> maxima_to_ring(const WalkSketch& s) {
    constexpr std::size_t most = 400;
    const Region seen = region_of(visible_cells(s.layout, GridId::Input));
    std::vector<Place> cells;
    for (const Place at : s.step->maxima)
        if (seen.holds(at)) cells.push_back(at);
    if (cells.size() <= most) return cells;
    std::erase_if(cells, [&](Place at) { return !holds(s.step->receivers, at); });
    cells.resize(std::min(cells.size(), most));
    return cells;
}

void ring_maxima(const WalkSketch& s) {
    const Step& step = *s.step;
    const float inset = std::max(s.px(3), s.layout.cell_px * 0.08f);
    const std::vector<Place> maxima = maxima_to_ring(s);
    for (const Place at : maxima) {
        const bool receives = holds(step.receivers, at);
        s.ring(receives ? Role::ArgmaxRing : Role::TieRing, GridId::Input,
               shrunk(s.cell_rect(GridId::Input, at), inset),
               {.color = receives ? s.palette().accent : s.palette().bad, .thickness = 2.5f, .dashed = !receives});
    }
    if (step.maxima.size() < 2) return;
    const Badge tied{Role::TieRing, GridId::Input, Corner::TopLeft, s.palette().bad, s.palette().canvas};
    const Vec2 digits = half_of_digits(s, GridId::Input);
    for (const Place at : maxima) add_badge(s, tied, at, digits, "=");  // a sign beside the colour
}

// How many windows have contributed to each visible cell so far, where more than one has.
void add_hits(const WalkSketch& s) {
    if (!s.backward() || s.layout.cell_px < smallest_cell_px) return;
    const Document& doc = s.state.document;
    const std::int64_t plane = s.state.view.plane;
    const VisibleCells visible = visible_cells(s.layout, GridId::GradInput);
    if (visible.count() > 400) return;
    const WalkPlan plan = plan_of(s.state);
    const std::int64_t finished = windows_done(plan, Phase::Backward, plane, s.state.play.done);
    const std::vector<std::int32_t> hits =
        hits_in(view_of(doc, s.derived), plan.output, plane, region_of(visible), finished);
    const Badge badge{Role::Hits, GridId::GradInput, Corner::TopRight, s.palette().accent, s.palette().on_accent};
    const Vec2 digits = half_of_digits(s, GridId::GradInput);
    auto hits_here = hits.begin();
    for (std::int64_t h = visible.first.h; h < visible.last.h; ++h)
        for (std::int64_t w = visible.first.w; w < visible.last.w; ++w, ++hits_here)
            if (*hits_here >= 2) add_badge(s, badge, {h, w}, digits, std::to_string(*hits_here));
}

void mask_text(const WalkSketch& s, Place at, Vec2 digits, std::string text, bool strong) {
    const Palette& p = s.palette();
    add_badge(
        s, {Role::Mask, GridId::Input, Corner::BottomRight, strong ? p.forward : p.panel, strong ? p.canvas : p.dim},
        at, digits, std::move(text));
}

void mask_window(const WalkSketch& s) {
    if (!s.on_this_plane() || !s.tells()) return;
    const bool ties = s.state.view.mask == Mask::Ties;
    const Vec2 digits = half_of_digits(s, GridId::Input);
    for_each_cell(s.state.document.geometry, region_of(visible_cells(s.layout, GridId::Input)), s.step->place.window,
                  [&](std::int64_t, std::int64_t, Place at) {
                      if (ties && !(s.step->maxima.size() > 1 && holds(s.step->maxima, at))) return;
                      const bool one = ties || holds(s.step->receivers, at);
                      mask_text(s, at, digits, ties ? "=" : one ? "1" : "0", one);
                  });
}

void link_windows(const WalkSketch& s, const CellRef& hover) {
    const Geometry& g = s.state.document.geometry;
    if (is_input_sized(hover.grid)) {
        if (count_windows_of(g, s.derived.output_shape, hover.cell) > 1000) return;
        for (const Place window : windows_of(g, s.derived.output_shape, hover.cell))
            for (const GridId grid : {GridId::Output, GridId::GradOutput})
                if (inside(window, s.frame(grid).rows, s.frame(grid).cols))
                    s.ring(Role::Link, grid, shrunk(s.cell_rect(grid, window), s.px(1)), {s.palette().text, 2});
        return;
    }
    for (const GridId grid : {GridId::Input, GridId::GradInput})
        s.ring(Role::Link, grid, window_rect(s, grid, hover.cell), {s.palette().text, 2});
}

}  // namespace

void add_mask(const WalkSketch& s) {
    if (s.layout.cell_px < smallest_cell_px) return;
    const Mask mask = s.state.view.mask;
    if (mask == Mask::Step || mask == Mask::Ties) return mask_window(s);
    if (mask != Mask::Wins || !s.tells()) return;
    const VisibleCells visible = visible_cells(s.layout, GridId::Input);
    const Shape& output = s.derived.output_shape;
    const auto wins = hits_in(view_of(s.state.document, s.derived), output, s.state.view.plane, region_of(visible),
                              output.plane_cells());
    const Vec2 digits = half_of_digits(s, GridId::Input);
    auto won = wins.begin();
    for (std::int64_t h = visible.first.h; h < visible.last.h; ++h)
        for (std::int64_t w = visible.first.w; w < visible.last.w; ++w) {
            mask_text(s, {h, w}, digits, std::to_string(*won), *won > 0);
            ++won;
        }
}

void add_window(const WalkSketch& s) {
    if (!s.on_this_plane()) {
        add_hits(s);
        return;
    }
    const Place window = s.step->place.window;
    if (s.tells()) ring_maxima(s);
    for (const GridId grid : {GridId::Input, GridId::GradInput}) {
        if (grid == GridId::GradInput && !s.backward()) continue;
        ring_dilated_cells(s, grid, window);
        s.ring(Role::WindowOutline, grid, window_rect(s, grid, window), {s.palette().accent, 3.5f});
    }
    for (const GridId grid : {GridId::Output, GridId::GradOutput}) {
        if (grid == GridId::GradOutput && (!s.backward() || !s.step->grad_output)) continue;
        s.ring(Role::WindowOutline, grid, s.cell_rect(grid, window), {s.palette().accent, 3.5f});
    }
    if (s.state.play.by == StepBy::Comparison && s.tells()) {
        const GridId grid = GridId::Input;
        const bool skipped = s.step->event == SlotEvent::Skipped;
        s.ring(Role::Ring, grid, shrunk(s.cell_rect(grid, s.step->slot.cell), s.px(1)),
               {.color = skipped ? s.palette().dim : s.palette().text, .thickness = 2.5f, .dashed = skipped});
    }
    add_hits(s);
}

void add_links(const WalkSketch& s) {
    if (const auto selection = selection_of(s.state.view); selection && selection->plane == s.state.view.plane) {
        const GridId grid = selection->grid;
        if (selection->first != selection->last)
            s.draw.ring(Role::Selection,
                        joined(s.cell_rect(grid, selection->first), s.cell_rect(grid, selection->last)),
                        {.color = s.palette().text,
                         .radius = 2,
                         .fill = faded(s.palette().text, 40),
                         .clip = s.frame(grid).viewport});
        s.ring(Role::Pin, grid, shrunk(s.cell_rect(grid, s.state.view.pinned->cell), s.px(2)),
               {s.palette().text, 2.5f});
    }
    if (const auto& hover = s.state.view.hover; hover && hover->plane == s.state.view.plane) {
        s.ring(Role::Hover, hover->grid, s.cell_rect(hover->grid, hover->cell), {faded(s.palette().text, 200), 1.5f});
        link_windows(s, *hover);
    }
}

}  // namespace poolwalk::scene
