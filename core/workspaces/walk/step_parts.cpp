// The moving part of the picture: the present window, its arrows, the mask, hover, pin, selection.
#include <algorithm>
#include <array>
#include <cmath>

#include "core/pool/ledger/ledger.h"
#include "core/scene/rects.h"
#include "core/workspaces/walk/walk_parts.h"

namespace poolwalk::scene {
namespace {

struct DiscLook {
    float radius;
    Color fill, ink;
    float text_px = 12;
    Font font = Font::SansBold;
};

void disc(Sketch& s, Role role, Vec2 center, std::string text, const DiscLook& look, Rect clip) {
    const Label label{.role = role,
                      .text = std::move(text),
                      .at = center,
                      .size_px = s.px(look.text_px),
                      .font = look.font,
                      .color = look.ink};
    s.scene.discs.push_back(
        {.role = role, .center = center, .radius = look.radius, .fill = look.fill, .label = label, .clip = clip});
}

void ring(Sketch& s, Role role, GridId grid, Rect rect, Color color, float thickness, bool dashed = false) {
    s.scene.rings.push_back({.role = role,
                             .rect = rect,
                             .stroke = color,
                             .thickness = s.px(thickness),
                             .radius = std::min(s.px(4), s.layout.cell_px / 6),
                             .dashed = dashed,
                             .clip = shrunk(s.frame(grid).viewport, -s.px(4))});
}

Rect window_rect(const Sketch& s, GridId grid, Place window) {
    const Geometry& g = s.state.document.geometry;
    return joined(s.cell_rect(grid, slot_place(g, window, 0, 0)),
                  s.cell_rect(grid, slot_place(g, window, g.kernel.rows - 1, g.kernel.cols - 1)));
}

// With dilation the window's rectangle also holds cells that are not its own: ring its own.
void ring_dilated_cells(Sketch& s, GridId grid, Place window) {
    const Geometry& g = s.state.document.geometry;
    if (g.dilation == Pair{1, 1} || s.layout.cell_px < 6 || g.kernel.rows * g.kernel.cols > 400) return;
    for_each_cell(g, s.frame(grid).rows, s.frame(grid).cols, window, [&](std::int64_t, std::int64_t, Place at) {
        ring(s, Role::WindowOutline, grid, shrunk(s.cell_rect(grid, at), s.px(2)), faded(s.palette.accent, 150),
             1.5f);
    });
}

bool holds(const std::vector<Place>& cells, Place cell) { return std::ranges::find(cells, cell) != cells.end(); }

void ring_maxima(Sketch& s) {
    const Step& step = *s.step;
    const float inset = std::max(s.px(3), s.layout.cell_px * 0.08f);
    for (const Place at : step.maxima) {
        const bool receives = holds(step.receivers, at);
        ring(s, receives ? Role::ArgmaxRing : Role::TieRing, GridId::Input,
             shrunk(s.cell_rect(GridId::Input, at), inset), receives ? s.palette.accent : s.palette.bad, 2.5f,
             !receives);
    }
    if (step.maxima.size() < 2) return;
    for (const Place at : step.maxima) {  // a sign beside the colour: "=" on every tied cell
        const Rect cell = s.cell_rect(GridId::Input, at);
        if (s.layout.cell_px < s.px(30)) break;
        disc(s, Role::TieRing, {cell.x + s.px(11), cell.y + s.px(11)}, "=",
             {s.px(8), s.palette.bad, s.palette.canvas}, s.frame(GridId::Input).viewport);
    }
}

Region region_of(const VisibleCells& visible) {
    return {{visible.first.h, visible.last.h}, {visible.first.w, visible.last.w}};
}

// Counts the windows that have paid each visible cell so far, where more than one has.
void add_hits(Sketch& s) {
    if (!s.backward() || s.layout.cell_px < s.px(30)) return;
    const Document& doc = s.state.document;
    const std::int64_t plane = s.state.view.plane;
    const VisibleCells visible = visible_cells(s.layout, GridId::GradInput);
    if (visible.count() > 400) return;
    const WalkPlan plan = plan_of(s.state);
    const std::int64_t finished = windows_done(plan, Phase::Backward, plane, s.state.play.done);
    const std::vector<std::int32_t> hits = hits_in(view_of(doc), plan.output, plane, region_of(visible), finished);
    auto paid = hits.begin();
    for (std::int64_t h = visible.first.h; h < visible.last.h; ++h)
        for (std::int64_t w = visible.first.w; w < visible.last.w; ++w, ++paid) {
            if (*paid < 2) continue;
            const Rect cell = s.cell_rect(GridId::GradInput, {h, w});
            disc(s, Role::Hits, {cell.right() - s.px(12), cell.y + s.px(12)}, std::to_string(*paid),
                 {s.px(8.5f), s.palette.accent, s.palette.on_accent}, s.frame(GridId::GradInput).viewport);
        }
}

// The end of an arrow at a cell: the cell's middle, held inside the grid's viewport.
Vec2 anchor(const Sketch& s, GridId grid, Place at) {
    const Vec2 c = s.cell_rect(grid, at).center();
    const Rect& v = s.frame(grid).viewport;
    return {std::clamp(c.x, v.x, v.right()), std::clamp(c.y, v.y, v.bottom())};
}

Vec2 control_between(Vec2 from, Vec2 to, float bend) { return {(from.x + to.x) / 2, (from.y + to.y) / 2 + bend}; }

// Two parts of `a` and one of `b`: dimmed, yet without what lies below shining through.
Color between(Color a, Color b) {
    const auto mix = [](int x, int y) { return static_cast<std::uint8_t>((2 * x + y) / 3); };
    return {mix(a.r, b.r), mix(a.g, b.g), mix(a.b, b.b)};
}

void add_forward_arrow(Sketch& s) {
    const Step& step = *s.step;
    if (!step.best) return;
    const float reach = s.layout.cell_px * 0.36f;
    Vec2 from = anchor(s, GridId::Input, *step.best), to = anchor(s, GridId::Output, step.place.window);
    from.x += reach;
    to.x -= reach;
    s.scene.arrows.push_back(
        {.role = Role::ForwardArrow,
         .from = from,
         .control = control_between(from, to, -s.px(36)),
         .to = to,
         .color = s.backward() ? between(s.palette.forward, s.palette.canvas) : s.palette.forward,
         .thickness = s.px(s.backward() ? 2.0f : 3.0f),
         .head_px = s.px(12),
         .dashed = s.backward(),
         .casing = faded(s.palette.canvas, s.backward() ? 80 : 190)});
}

Vec2 point_on(const Arrow& a, float t) {
    const float u = 1 - t;
    return {u * u * a.from.x + 2 * u * t * a.control.x + t * t * a.to.x,
            u * u * a.from.y + 2 * u * t * a.control.y + t * t * a.to.y};
}

void add_backward_arrows(Sketch& s, const std::vector<Contribution>& contributions) {
    const float reach = s.layout.cell_px * 0.36f;
    const std::size_t shown = std::min<std::size_t>(contributions.size(), 16);
    for (std::size_t i = 0; i < shown; ++i) {
        Vec2 from = anchor(s, GridId::GradOutput, s.step->place.window),
             to = anchor(s, GridId::GradInput, contributions[i].cell);
        from.x -= reach;
        to.x += reach;
        const float bend = s.px(30) + s.px(14) * static_cast<float>(i);
        s.scene.arrows.push_back({.role = Role::BackwardArrow,
                                  .from = from,
                                  .control = control_between(from, to, bend),
                                  .to = to,
                                  .color = s.palette.backward,
                                  .thickness = s.px(3.5f),
                                  .head_px = s.px(15),
                                  .casing = faded(s.palette.canvas, 190)});
        // Amounts of several arrows part along the way, so that none covers another.
        const float t = 0.5f + (static_cast<float>(i) - static_cast<float>(shown - 1) / 2) * 0.09f;
        const std::string text = number_text(contributions[i].amount, 3);
        const float radius = std::max(s.px(15), s.px(4.5f) * static_cast<float>(text.size()) + s.px(4));
        disc(s, Role::Amount, point_on(s.scene.arrows.back(), t), text,
             {radius, s.palette.backward, s.palette.canvas, 15, Font::Mono}, {});
    }
}

// An arrow that leaves dY and has no end yet.
void add_question(Sketch& s) {
    const GridFrame &to = s.frame(GridId::GradInput), &from = s.frame(GridId::GradOutput);
    if (!inside(s.step->place.window, from.rows, from.cols)) return;
    const Rect cell = s.cell_rect(GridId::GradOutput, s.step->place.window);
    const Vec2 start = anchor(s, GridId::GradOutput, s.step->place.window);
    const float edge = std::min(to.viewport.right(), to.cell({0, to.cols - 1}, s.layout.cell_px).right());
    const Vec2 end{(edge + std::max(from.viewport.x, from.origin.x)) / 2, start.y};
    s.scene.arrows.push_back({.role = Role::BackwardArrow,
                              .from = {start.x - cell.w * 0.36f, start.y},
                              .control = control_between(start, end, s.px(20)),
                              .to = end,
                              .color = s.palette.backward,
                              .thickness = s.px(3.5f),
                              .head_px = s.px(15),
                              .dashed = true,
                              .casing = faded(s.palette.canvas, 190)});
    disc(s, Role::Amount, end, "?", {s.px(17), s.palette.backward, s.palette.canvas, 18}, {});
}

void add_caption(Sketch& s, GridId left, GridId right, const char* head, const char* sub, Color color) {
    const GridFrame &a = s.frame(left), &b = s.frame(right);
    const float from = std::min(a.viewport.right(),
                                a.origin.x + static_cast<float>(a.cols + s.layout.ring.right) * s.layout.cell_px);
    const float to = std::max(b.viewport.x, b.origin.x);
    if (to - from < s.px(150)) return;
    const float y = std::max(a.viewport.y, a.origin.y) + s.px(20);
    const float x = (from + to - s.px(16)) / 2;
    s.scene.labels.push_back({.role = Role::Caption,
                              .text = head,
                              .at = {x, y},
                              .size_px = s.px(13),
                              .font = Font::SansBold,
                              .color = color,
                              .halo = s.palette.canvas});
    s.scene.labels.push_back({.role = Role::Caption,
                              .text = sub,
                              .at = {x, y + s.px(18)},
                              .size_px = s.px(12),
                              .color = s.palette.dim,
                              .halo = s.palette.canvas});
}

void mask_text(Sketch& s, Place at, std::string text, bool strong) {
    const Rect cell = s.cell_rect(GridId::Input, at);
    disc(s, Role::Mask, {cell.right() - s.px(11), cell.bottom() - s.px(11)}, std::move(text),
         {s.px(8), strong ? s.palette.forward : s.palette.panel, strong ? s.palette.canvas : s.palette.dim},
         s.frame(GridId::Input).viewport);
}

void mask_window(Sketch& s) {
    if (!s.on_this_plane() || !s.tells()) return;
    const GridFrame& frame = s.frame(GridId::Input);
    const bool ties = s.state.view.mask == Mask::Ties;
    for_each_cell(s.state.document.geometry, frame.rows, frame.cols, s.step->place.window,
                  [&](std::int64_t, std::int64_t, Place at) {
                      if (ties && !(s.step->maxima.size() > 1 && holds(s.step->maxima, at))) return;
                      const bool one = ties || holds(s.step->receivers, at);
                      mask_text(s, at, ties ? "=" : one ? "1" : "0", one);
                  });
}

void link_windows(Sketch& s, const CellRef& hover) {
    const Geometry& g = s.state.document.geometry;
    if (is_input_sized(hover.grid)) {
        const auto windows = windows_of(g, s.derived.output_shape, hover.cell);
        if (windows.size() > 1000) return;
        for (const Place window : windows)
            for (const GridId grid : {GridId::Output, GridId::GradOutput})
                if (inside(window, s.frame(grid).rows, s.frame(grid).cols))
                    ring(s, Role::Link, grid, shrunk(s.cell_rect(grid, window), s.px(1)), s.palette.text, 2);
        return;
    }
    for (const GridId grid : {GridId::Input, GridId::GradInput})
        ring(s, Role::Link, grid, window_rect(s, grid, hover.cell), s.palette.text, 2);
}

}  // namespace

void add_mask(Sketch& s) {
    if (s.layout.cell_px < s.px(30)) return;
    const Mask mask = s.state.view.mask;
    if (mask == Mask::Step || mask == Mask::Ties) return mask_window(s);
    if (mask != Mask::Wins) return;
    const VisibleCells visible = visible_cells(s.layout, GridId::Input);
    const Shape& output = s.derived.output_shape;
    const auto wins =
        hits_in(view_of(s.state.document), output, s.state.view.plane, region_of(visible), output.plane_cells());
    auto won = wins.begin();
    for (std::int64_t h = visible.first.h; h < visible.last.h; ++h)
        for (std::int64_t w = visible.first.w; w < visible.last.w; ++w) {
            mask_text(s, {h, w}, std::to_string(*won), *won > 0);
            ++won;
        }
}

void add_window(Sketch& s) {
    if (!s.on_this_plane()) {
        add_hits(s);
        return;
    }
    const Place window = s.step->place.window;
    if (s.tells()) ring_maxima(s);
    for (const GridId grid : {GridId::Input, GridId::GradInput}) {
        if (grid == GridId::GradInput && !s.backward()) continue;
        ring_dilated_cells(s, grid, window);
        ring(s, Role::WindowOutline, grid, window_rect(s, grid, window), s.palette.accent, 3.5f);
    }
    for (const GridId grid : {GridId::Output, GridId::GradOutput}) {
        if (grid == GridId::GradOutput && (!s.backward() || !s.step->grad_output)) continue;
        ring(s, Role::WindowOutline, grid, s.cell_rect(grid, window), s.palette.accent, 3.5f);
    }
    if (s.state.play.by == StepBy::Comparison && s.tells()) {
        const GridId grid = GridId::Input;
        ring(s, Role::Ring, grid, shrunk(s.cell_rect(grid, s.step->slot.cell), s.px(1)),
             s.step->event == SlotEvent::Skipped ? s.palette.dim : s.palette.text, 2.5f,
             s.step->event == SlotEvent::Skipped);
    }
    add_hits(s);
}

void add_halos(Sketch& s) {
    for (const Arrow& arrow : s.scene.arrows) {
        std::array<Vec2, 41> points;
        for (std::size_t i = 0; i < points.size(); ++i)
            points[i] = point_on(arrow, static_cast<float>(i) / (points.size() - 1));
        const auto [left, right] = std::minmax({arrow.from.x, arrow.control.x, arrow.to.x});
        const auto [top, bottom] = std::minmax({arrow.from.y, arrow.control.y, arrow.to.y});
        for (Label& label : s.scene.labels) {
            const float reach = label.size_px * 0.7f;
            const bool away = label.at.x < left - reach || label.at.x > right + reach || label.at.y < top - reach ||
                              label.at.y > bottom + reach;
            if ((label.role != Role::Value && label.role != Role::Index) || away) continue;
            if (std::ranges::any_of(points, [&](Vec2 p) {
                    return std::abs(label.at.x - p.x) < reach && std::abs(label.at.y - p.y) < reach;
                }))
                label.halo.a = 255;
        }
    }
}

void add_arrows(Sketch& s) {
    add_caption(s, GridId::Input, GridId::Output, "forward", "keep the max", s.palette.forward);
    if (!s.state.play.forward_only && !s.state.quiz.asking)
        add_caption(s, GridId::GradInput, GridId::GradOutput, "backward", "route to the argmax", s.palette.backward);
    if (!s.on_this_plane()) return;
    if (s.state.quiz.asking) return add_question(s);
    if (!s.tells()) return;
    add_forward_arrow(s);
    if (s.backward()) add_backward_arrows(s, s.step->contributions);
    add_halos(s);
}

void add_links(Sketch& s) {
    if (const auto selection = selection_of(s.state.view); selection && selection->plane == s.state.view.plane) {
        const GridId grid = selection->grid;
        if (selection->first != selection->last)
            s.scene.rings.push_back(
                {.role = Role::Selection,
                 .rect = joined(s.cell_rect(grid, selection->first), s.cell_rect(grid, selection->last)),
                 .stroke = s.palette.text,
                 .fill = faded(s.palette.text, 40),
                 .thickness = s.px(2),
                 .radius = s.px(2),
                 .clip = s.frame(grid).viewport});
        ring(s, Role::Pin, grid, shrunk(s.cell_rect(grid, s.state.view.pinned->cell), s.px(2)), s.palette.text, 2.5f);
    }
    if (const auto& hover = s.state.view.hover; hover && hover->plane == s.state.view.plane) {
        ring(s, Role::Hover, hover->grid, s.cell_rect(hover->grid, hover->cell), faded(s.palette.text, 200), 1.5f);
        link_windows(s, *hover);
    }
}

}  // namespace poolwalk::scene
