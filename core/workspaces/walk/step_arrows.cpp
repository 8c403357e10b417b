#include "core/workspaces/walk/step_arrows.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/number_text.h"
#include "core/scene/motion.h"
#include "core/workspaces/walk/grid_numbers.h"

namespace poolwalk::scene {
namespace {

// The end of an arrow at a cell: the cell's middle, kept inside the grid's viewport.
Vec2 anchor(const WalkSketch& s, GridId grid, Place at) {
    const Vec2 c = s.cell_rect(grid, at).center();
    const Rect& v = s.frame(grid).viewport;
    return {std::clamp(c.x, v.x, v.right()), std::clamp(c.y, v.y, v.bottom())};
}

Vec2 control_between(Vec2 from, Vec2 to, float bend) { return {(from.x + to.x) / 2, (from.y + to.y) / 2 + bend}; }

// Where an arrow leaves a cell or comes in, at its side: between the cell's digits and those of the next.
struct End {
    float from_middle = 0, head_px = 0;
};

End end_at(const WalkSketch& s, GridId grid, float head) {
    const float digits = half_of_digits(s, grid).x, half = s.layout.cell_px / 2;
    const float from_middle = std::clamp(std::max(digits + 2, s.layout.cell_px * 0.3f), 0.0f, half);
    return {from_middle, std::clamp(2 * (half - from_middle), 2.0f, s.px(head))};
}

void add_forward_arrow(const WalkSketch& s) {
    const Step& step = *s.step;
    if (!step.best) return;
    const Palette& p = s.palette();
    const End begin = end_at(s, GridId::Input, 12), end = end_at(s, GridId::Output, 12);
    Vec2 from = anchor(s, GridId::Input, *step.best), to = anchor(s, GridId::Output, step.place.window);
    from.x += begin.from_middle;
    to.x -= end.from_middle;
    s.draw.arrow(Role::ForwardArrow, from, to,
                 {.color = s.backward() ? between(p.forward, p.canvas, 1.0f / 3) : p.forward,
                  .thickness = s.backward() ? 2.0f : 3.0f,
                  .head = end.head_px / s.draw.scale,
                  .bend = control_between(from, to, -s.px(36)),
                  .dashed = s.backward(),
                  .casing = faded(p.canvas, s.backward() ? 80 : 190)});
}

void add_backward_arrow(const WalkSketch& s, Vec2 from, Vec2 to, float head_px, Vec2 bend, bool dashed) {
    s.draw.arrow(Role::BackwardArrow, from, to,
                 {.color = s.palette().backward,
                  .thickness = 3.5f,
                  .head = head_px / s.draw.scale,
                  .bend = bend,
                  .dashed = dashed,
                  .casing = faded(s.palette().canvas, 190)});
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

// Amounts stand in the gap, each where its arrow crosses the middle of it, one below the other.
void add_amounts(const WalkSketch& s, const std::vector<Contribution>& contributions,
                 const std::vector<Arrow>& arrows) {
    const Gap gap = gap_between(s, GridId::GradInput, GridId::GradOutput);
    const float middle = (gap.left + gap.right - s.px(16)) / 2;  // right of it are the row numbers
    float lowest = s.frame(GridId::GradInput).viewport.y;
    std::vector<std::pair<float, std::size_t>> by_height;
    for (std::size_t i = 0; i < arrows.size(); ++i) {
        const float across = arrows[i].to.x - arrows[i].from.x;
        const float part = across == 0 ? 0.5f : std::clamp((middle - arrows[i].from.x) / across, 0.0f, 1.0f);
        by_height.emplace_back(point_on(arrows[i], part).y, i);
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
    const End begin = end_at(s, GridId::GradOutput, 15), end = end_at(s, GridId::GradInput, 15);
    const std::size_t shown = std::min<std::size_t>(contributions.size(), 16);
    std::vector<Arrow> arrows;
    for (std::size_t i = 0; i < shown; ++i) {
        Vec2 from = anchor(s, GridId::GradOutput, s.step->place.window),
             to = anchor(s, GridId::GradInput, contributions[i].cell);
        from.x -= begin.from_middle;
        to.x += end.from_middle;
        add_backward_arrow(s, from, to, end.head_px,
                           control_between(from, to, s.px(30) + s.px(14) * static_cast<float>(i)), false);
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
    const End end = end_at(s, GridId::Output, 12);
    Vec2 to = anchor(s, GridId::Output, s.step->place.window);
    to.x -= end.from_middle;
    const Vec2 from{(gap.left + gap.right) / 2, to.y};
    s.draw.arrow(Role::ForwardArrow, from, to,
                 {.color = s.palette().forward,
                  .thickness = 3,
                  .head = end.head_px / s.draw.scale,
                  .bend = control_between(from, to, -s.px(20)),
                  .dashed = true,
                  .casing = faded(s.palette().canvas, 190)});
    add_question_mark(s, from, s.palette().forward);
}

// An arrow that leaves dY and has no end yet.
void ask_backward(const WalkSketch& s) {
    const GridFrame &to = s.frame(GridId::GradInput), &from = s.frame(GridId::GradOutput);
    if (!inside(s.step->place.window, from.rows, from.cols)) return;
    const Rect cell = s.cell_rect(GridId::GradOutput, s.step->place.window);
    const Vec2 start = anchor(s, GridId::GradOutput, s.step->place.window);
    const float edge = std::min(to.viewport.right(), to.cell({0, to.cols - 1}, s.layout.cell_px).right());
    const Vec2 end{(edge + std::max(from.viewport.x, from.origin.x)) / 2, start.y};
    add_backward_arrow(s, {start.x - cell.w * 0.36f, start.y}, end, s.px(15), control_between(start, end, s.px(20)),
                       true);
    add_question_mark(s, end, s.palette().backward);
}

struct Caption {
    GridId left, right;  // it stands between these
    const char *head, *below;
    Color color;
};

void add_caption(const WalkSketch& s, const Caption& caption) {
    const GridFrame& a = s.frame(caption.left);
    const auto [from, to] = gap_between(s, caption.left, caption.right);
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
    if (s.state.quiz.asking) return s.backward() ? ask_backward(s) : ask_forward(s);
    if (!s.tells()) return;
    add_forward_arrow(s);
    if (s.backward()) add_backward_arrows(s, s.step->contributions);
    add_halos(s);
}

}  // namespace poolwalk::scene
