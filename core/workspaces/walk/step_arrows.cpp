#include "core/workspaces/walk/step_arrows.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/number_text.h"
#include "core/scene/motion.h"
#include "core/workspaces/walk/grid_numbers.h"

namespace poolwalk::scene {
namespace {

// A cell's middle, kept inside the grid's viewport.
Vec2 middle_of(const WalkSketch& s, GridId grid, Place at) {
    const Vec2 c = s.cell_rect(grid, at).center();
    const Rect& v = s.frame(grid).viewport;
    return {std::clamp(c.x, v.x, v.right()), std::clamp(c.y, v.y, v.bottom())};
}

// A row's free strip between its digits and its edge, from the row's middle, and the arrow head that fits into it.
struct Strip {
    float from_middle = 0, head_px = 0;
};

Strip strip_of(const WalkSketch& s, GridId grid, float head) {
    const float digits = half_of_digits(s, grid).y, half = s.layout.cell_px / 2;
    return {std::max(0.0f, (digits + half) / 2), std::clamp(half - digits - 2, 2.0f, s.px(head))};
}

// Between two grids, where nothing lies that could be covered.
struct Gap {
    float left = 0, right = 0;
};

Gap gap_between(const WalkSketch& s, GridId left, GridId right) {
    const GridFrame &a = s.frame(left), &b = s.frame(right);
    const auto edge = a.origin.x + static_cast<float>(a.cols + s.layout.ring.right) * s.layout.cell_px;
    return {std::min(a.viewport.right(), edge), std::max(b.viewport.x, b.origin.x)};
}

// From a cell of one grid to one of the grid beside it: along the strip of the one's row, across the gap, and along
// that of the other's, so that no digits lie on the way.
struct Way {
    Vec2 from, to;
    Bend bend;
    float head_px = 0;
};

struct Ends {
    GridId from, to;
    Place first, last;
    bool turned = false;  // it comes in on the other side of the digits
};

Way way_between(const WalkSketch& s, const Ends& ends, float head) {
    const Strip begin = strip_of(s, ends.from, head), end = strip_of(s, ends.to, head);
    Vec2 from = middle_of(s, ends.from, ends.first), to = middle_of(s, ends.to, ends.last);
    const bool is_right = to.x > from.x, is_level = to.y == from.y;
    const float side = to.y >= from.y ? 1 : -1;
    const Gap gap = is_right ? gap_between(s, ends.from, ends.to) : gap_between(s, ends.to, ends.from);
    from.y += side * begin.from_middle;
    to.y += (is_level != ends.turned ? side : -side) * end.from_middle;
    to.x += (is_right ? -1 : 1) * std::min(s.layout.cell_px * 0.15f, end.head_px);
    const float leave = is_right ? gap.left : gap.right, arrive = is_right ? gap.right : gap.left;
    // As far as the curve can be pulled without turning back, so that it is level as long as it is over a grid.
    const float over = 0.7f * (arrive - leave + (leave - from.x + to.x - arrive) / 2);
    return {from, to, {{leave + over, from.y}, {arrive - over, to.y}}, end.head_px};
}

void add_forward_arrow(const WalkSketch& s) {
    const Step& step = *s.step;
    if (!step.best) return;
    const Palette& p = s.palette();
    const Way way = way_between(s, {GridId::Input, GridId::Output, *step.best, step.place.window}, 12);
    s.draw.arrow(Role::ForwardArrow, way.from, way.to,
                 {.color = s.backward() ? between(p.forward, p.canvas, 1.0f / 3) : p.forward,
                  .thickness = s.backward() ? 2.0f : 3.0f,
                  .head = way.head_px / s.draw.scale,
                  .bend = way.bend,
                  .dashed = s.backward(),
                  .casing = faded(p.canvas, s.backward() ? 80 : 190)});
}

void add_backward_arrow(const WalkSketch& s, const Way& way, bool dashed) {
    s.draw.arrow(Role::BackwardArrow, way.from, way.to,
                 {.color = s.palette().backward,
                  .thickness = 3.5f,
                  .head = way.head_px / s.draw.scale,
                  .bend = way.bend,
                  .dashed = dashed,
                  .casing = faded(s.palette().canvas, 190)});
}

// How far along its curve an arrow is at `x`.
float part_at(const Arrow& arrow, float x) {
    float low = 0, high = 1;
    for (int i = 0; i < 12; ++i) {
        const float part = (low + high) / 2;
        ((point_on(arrow, part).x > x) == (arrow.to.x > arrow.from.x) ? high : low) = part;
    }
    return (low + high) / 2;
}

// Amounts stand in the gap, each where its arrow crosses the middle of it, one below the other.
void add_amounts(const WalkSketch& s, const std::vector<Contribution>& contributions,
                 const std::vector<Arrow>& arrows) {
    const Gap gap = gap_between(s, GridId::GradInput, GridId::GradOutput);
    const float middle = (gap.left + gap.right - s.px(16)) / 2;  // right of it are the row numbers
    float lowest = s.frame(GridId::GradInput).viewport.y;
    std::vector<std::pair<float, std::size_t>> by_height;
    for (std::size_t i = 0; i < arrows.size(); ++i) {
        by_height.emplace_back(point_on(arrows[i], part_at(arrows[i], middle)).y, i);
    }
    std::ranges::sort(by_height);
    for (const auto& [y, i] : by_height) {
        const std::string text = number_text(contributions[i].amount, 3);
        const float wished = std::max(s.px(15), s.px(4.5f) * static_cast<float>(text.size()) + s.px(4));
        const float radius = std::min(wished, (gap.right - gap.left) / 2);
        const float at = std::max(y, lowest + radius);
        lowest = at + radius;
        s.draw.disc(Role::Amount, {middle, at}, text,
                    {.radius_px = radius,
                     .fill = s.palette().backward,
                     .ink = s.palette().canvas,
                     .text_size = 15 * radius / wished,
                     .font = Font::Mono});
    }
}

void add_backward_arrows(const WalkSketch& s, const std::vector<Contribution>& contributions) {
    const std::size_t shown = std::min<std::size_t>(contributions.size(), 16);
    std::vector<Arrow> arrows;
    for (std::size_t i = 0; i < shown; ++i) {
        const Place cell = contributions[i].cell;
        // Of two in a row each takes a side of the digits, so that they can be told apart.
        const bool is_second = i > 0 && contributions[i - 1].cell.h == cell.h;
        add_backward_arrow(
            s, way_between(s, {GridId::GradOutput, GridId::GradInput, s.step->place.window, cell, is_second}, 15),
            false);
        arrows.push_back(s.draw.scene.arrows.back());
    }
    add_amounts(s, contributions, arrows);
}

void add_question_mark(const WalkSketch& s, Vec2 at, Color fill) {
    s.draw.disc(Role::Amount, at, "?",
                {.radius_px = s.px(17), .fill = fill, .ink = s.palette().canvas, .text_size = 18});
}

// An arrow into Y that has no beginning yet.
void ask_forward(const WalkSketch& s) {
    const Gap gap = gap_between(s, GridId::Input, GridId::Output);
    const Strip end = strip_of(s, GridId::Output, 12);
    Vec2 to = middle_of(s, GridId::Output, s.step->place.window);
    to.y += end.from_middle;
    const Vec2 from{(gap.left + gap.right) / 2, to.y};
    s.draw.arrow(Role::ForwardArrow, from, to,
                 {.color = s.palette().forward,
                  .thickness = 3,
                  .head = end.head_px / s.draw.scale,
                  .dashed = true,
                  .casing = faded(s.palette().canvas, 190)});
    add_question_mark(s, from, s.palette().forward);
}

// An arrow that leaves dY and has no end yet.
void ask_backward(const WalkSketch& s) {
    const GridFrame &to = s.frame(GridId::GradInput), &from = s.frame(GridId::GradOutput);
    if (!inside(s.step->place.window, from.rows, from.cols)) return;
    const Strip begin = strip_of(s, GridId::GradOutput, 15);
    Vec2 start = middle_of(s, GridId::GradOutput, s.step->place.window);
    start.y += begin.from_middle;
    const float edge = std::min(to.viewport.right(), to.cell({0, to.cols - 1}, s.layout.cell_px).right());
    const Vec2 end{(edge + std::max(from.viewport.x, from.origin.x)) / 2, start.y};
    add_backward_arrow(s, {start, end, bend_over(start, between(start, end, 0.5f), end), s.px(15)}, true);
    add_question_mark(s, end, s.palette().backward);
}

struct Caption {
    GridId left, right;  // it stands between these
    const char *head, *below;
    Color color;
};

// No arrow and no amount lies there.
bool is_free(const Scene& scene, const Rect& rect) {
    constexpr int points = 40;
    for (const Arrow& arrow : scene.arrows)
        for (int i = 0; i <= points; ++i)
            if (rect.contains(point_on(arrow, static_cast<float>(i) / points))) return false;
    return std::ranges::none_of(scene.discs,
                                [&](const Disc& disc) { return shrunk(rect, -disc.radius).contains(disc.center); });
}

void add_caption(const WalkSketch& s, const Caption& caption) {
    const GridFrame& a = s.frame(caption.left);
    const auto [from, to] = gap_between(s, caption.left, caption.right);
    if (to - from < s.px(150)) return;
    const float y = std::max(a.viewport.y, a.origin.y) + s.px(20), x = (from + to - s.px(16)) / 2;
    if (!is_free(s.draw.scene, {x - s.px(70), y - s.px(10), s.px(140), s.px(38)})) return;
    s.draw.text(Role::Caption, caption.head, {x, y},
                {.size = 13, .color = caption.color, .font = Font::SansBold, .align = Align::Center});
    s.draw.text(Role::Caption, caption.below, {x, y + s.px(18)}, {.color = s.palette().dim, .align = Align::Center});
}

// Around the numbers that an arrow crosses.
void add_halos(const WalkSketch& s) {
    for (const Arrow& arrow : s.draw.scene.arrows) {
        std::array<Vec2, 41> points;
        for (std::size_t i = 0; i < points.size(); ++i)
            points[i] = point_on(arrow, static_cast<float>(i) / (points.size() - 1));
        const Rect bounds = bounds_of(arrow);
        for (Label& label : s.draw.scene.labels) {
            const float reach = label.size_px * 0.7f;
            if ((label.role != Role::Value && label.role != Role::Index) ||
                !shrunk(bounds, -reach).contains(label.at))
                continue;
            if (std::ranges::any_of(points, [&](Vec2 p) {
                    return std::abs(label.at.x - p.x) < reach && std::abs(label.at.y - p.y) < reach;
                }))
                label.halo.a = 255;
        }
    }
}

void add_arrows_of_step(const WalkSketch& s) {
    if (!s.on_this_plane()) return;
    if (s.state.quiz.asking) return s.backward() ? ask_backward(s) : ask_forward(s);
    if (!s.tells()) return;
    add_forward_arrow(s);
    if (s.backward()) add_backward_arrows(s, s.step->contributions);
    add_halos(s);
}

}  // namespace

void add_arrows(const WalkSketch& s) {
    add_arrows_of_step(s);
    add_caption(s, {GridId::Input, GridId::Output, "forward", "keep the max", s.palette().forward});
    if (!s.state.play.forward_only && !s.state.quiz.asking)
        add_caption(s,
                    {GridId::GradInput, GridId::GradOutput, "backward", "way of the gradient", s.palette().backward});
}

}  // namespace poolwalk::scene
