#include "core/workspaces/walk/step_arrows.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/number_text.h"

namespace poolwalk::scene {
namespace {

// The end of an arrow at a cell: the cell's middle, kept inside the grid's viewport.
Vec2 anchor(const WalkSketch& s, GridId grid, Place at) {
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

Vec2 point_on(const Arrow& a, float t) {
    const float u = 1 - t;
    return {u * u * a.from.x + 2 * u * t * a.control.x + t * t * a.to.x,
            u * u * a.from.y + 2 * u * t * a.control.y + t * t * a.to.y};
}

void add_forward_arrow(const WalkSketch& s) {
    const Step& step = *s.step;
    if (!step.best) return;
    const float reach = s.layout.cell_px * 0.36f;
    const Palette& p = s.palette();
    Vec2 from = anchor(s, GridId::Input, *step.best), to = anchor(s, GridId::Output, step.place.window);
    from.x += reach;
    to.x -= reach;
    s.draw.arrow(Role::ForwardArrow, from, to,
                 {.color = s.backward() ? between(p.forward, p.canvas) : p.forward,
                  .thickness = s.backward() ? 2.0f : 3.0f,
                  .head = 12,
                  .bend = control_between(from, to, -s.px(36)),
                  .dashed = s.backward(),
                  .casing = faded(p.canvas, s.backward() ? 80 : 190)});
}

void add_backward_arrow(const WalkSketch& s, Vec2 from, Vec2 to, Vec2 bend, bool dashed) {
    s.draw.arrow(Role::BackwardArrow, from, to,
                 {.color = s.palette().backward,
                  .thickness = 3.5f,
                  .head = 15,
                  .bend = bend,
                  .dashed = dashed,
                  .casing = faded(s.palette().canvas, 190)});
}

void add_backward_arrows(const WalkSketch& s, const std::vector<Contribution>& contributions) {
    const float reach = s.layout.cell_px * 0.36f;
    const std::size_t shown = std::min<std::size_t>(contributions.size(), 16);
    for (std::size_t i = 0; i < shown; ++i) {
        Vec2 from = anchor(s, GridId::GradOutput, s.step->place.window),
             to = anchor(s, GridId::GradInput, contributions[i].cell);
        from.x -= reach;
        to.x += reach;
        add_backward_arrow(s, from, to, control_between(from, to, s.px(30) + s.px(14) * static_cast<float>(i)),
                           false);
        // Amounts of several arrows part along the way, so that none covers another.
        const float t = 0.5f + (static_cast<float>(i) - static_cast<float>(shown - 1) / 2) * 0.09f;
        const std::string text = number_text(contributions[i].amount, 3);
        s.draw.disc(Role::Amount, point_on(s.draw.scene.arrows.back(), t), text,
                    {.radius_px = std::max(s.px(15), s.px(4.5f) * static_cast<float>(text.size()) + s.px(4)),
                     .fill = s.palette().backward,
                     .ink = s.palette().canvas,
                     .text_size = 15,
                     .font = Font::Mono});
    }
}

// An arrow that leaves dY and has no end yet.
void add_question(const WalkSketch& s) {
    const GridFrame &to = s.frame(GridId::GradInput), &from = s.frame(GridId::GradOutput);
    if (!inside(s.step->place.window, from.rows, from.cols)) return;
    const Rect cell = s.cell_rect(GridId::GradOutput, s.step->place.window);
    const Vec2 start = anchor(s, GridId::GradOutput, s.step->place.window);
    const float edge = std::min(to.viewport.right(), to.cell({0, to.cols - 1}, s.layout.cell_px).right());
    const Vec2 end{(edge + std::max(from.viewport.x, from.origin.x)) / 2, start.y};
    add_backward_arrow(s, {start.x - cell.w * 0.36f, start.y}, end, control_between(start, end, s.px(20)), true);
    s.draw.disc(Role::Amount, end, "?",
                {.radius_px = s.px(17), .fill = s.palette().backward, .ink = s.palette().canvas, .text_size = 18});
}

struct Caption {
    GridId left, right;  // it stands between these
    const char *head, *below;
    Color color;
};

void add_caption(const WalkSketch& s, const Caption& caption) {
    const GridFrame &a = s.frame(caption.left), &b = s.frame(caption.right);
    const float from = std::min(a.viewport.right(),
                                a.origin.x + static_cast<float>(a.cols + s.layout.ring.right) * s.layout.cell_px);
    const float to = std::max(b.viewport.x, b.origin.x);
    if (to - from < s.px(150)) return;
    const float y = std::max(a.viewport.y, a.origin.y) + s.px(20), x = (from + to - s.px(16)) / 2;
    const Color halo = s.palette().canvas;
    s.draw.text(Role::Caption, caption.head, {x, y},
                {.size = 13, .color = caption.color, .font = Font::SansBold, .align = Align::Center, .halo = halo});
    s.draw.text(Role::Caption, caption.below, {x, y + s.px(18)},
                {.color = s.palette().dim, .align = Align::Center, .halo = halo});
}

// Around the numbers that an arrow crosses.
void add_halos(const WalkSketch& s) {
    for (const Arrow& arrow : s.draw.scene.arrows) {
        std::array<Vec2, 41> points;
        for (std::size_t i = 0; i < points.size(); ++i)
            points[i] = point_on(arrow, static_cast<float>(i) / (points.size() - 1));
        const auto [left, right] = std::minmax({arrow.from.x, arrow.control.x, arrow.to.x});
        const auto [top, bottom] = std::minmax({arrow.from.y, arrow.control.y, arrow.to.y});
        for (Label& label : s.draw.scene.labels) {
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

}  // namespace

void add_arrows(const WalkSketch& s) {
    add_caption(s, {GridId::Input, GridId::Output, "forward", "keep the max", s.palette().forward});
    if (!s.state.play.forward_only && !s.state.quiz.asking)
        add_caption(s,
                    {GridId::GradInput, GridId::GradOutput, "backward", "way of the gradient", s.palette().backward});
    if (!s.on_this_plane()) return;
    if (s.state.quiz.asking) return add_question(s);
    if (!s.tells()) return;
    add_forward_arrow(s);
    if (s.backward()) add_backward_arrows(s, s.step->contributions);
    add_halos(s);
}

}  // namespace poolwalk::scene
