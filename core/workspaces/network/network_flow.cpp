#include "core/workspaces/network/network_flow.h"

#include "core/base/number_text.h"
#include "core/scene/rects.h"

namespace poolwalk::scene {
namespace {

using A = NetworkArray;

struct Flow {
    bool forward = true, done = false, now = false;
    std::optional<Bend> bend{};
};

void add_arrow(const NetworkSketch& s, Vec2 from, Vec2 to, const Flow& flow) {
    const Color color = !flow.done ? s.palette.line : flow.forward ? s.palette.forward : s.palette.backward;
    s.draw.arrow(
        flow.forward ? Role::ForwardArrow : Role::BackwardArrow, from, to,
        {.color = color, .thickness = flow.now ? 3.0f : 1.6f, .head = flow.now ? 10.0f : 7.0f, .bend = flow.bend});
}

// From one array to the next, to the right with the values and to the left with the gradient.
void add_flow_between(const NetworkSketch& s, A from, A to, bool forward) {
    const Rect a = s.layout.of(from).extent(), b = s.layout.of(to).extent();
    const float margin = s.px(4);
    const Vec2 start{forward ? a.right() + margin : a.x - margin, a.center().y},
        end{forward ? b.x - margin : b.right() + margin, b.center().y};
    add_arrow(s, start, end, {forward, s.has(to), s.is_now(to)});
}

void add_flows(const NetworkSketch& s) {
    constexpr std::array forward{A::Image, A::Convolved, A::Rectified, A::Pooled, A::Sum, A::Prediction, A::Loss};
    constexpr std::array backward{A::DPrediction, A::DSum, A::DPooled, A::DRectified, A::DConvolved, A::DImage};
    for (std::size_t i = 0; i + 1 < forward.size(); ++i) add_flow_between(s, forward[i], forward[i + 1], true);
    for (std::size_t i = 0; i + 1 < backward.size(); ++i) add_flow_between(s, backward[i], backward[i + 1], false);
    const Rect loss = s.layout.of(A::Loss).extent(), first = s.layout.of(A::DPrediction).extent();
    const Vec2 from{loss.center().x, loss.bottom() + s.px(s.layout.compact ? 4 : 30)},
        to{first.right() + s.px(4), first.center().y};
    add_arrow(s, from, to,
              {false, s.has(A::DPrediction), s.is_now(A::DPrediction), bend_over(from, {from.x, to.y}, to)});
    if (!s.moment || s.layout.compact) return;
    s.draw.text(Role::Caption, "t = " + number_text(s.moment->pass.target, 4),
                {loss.right(), loss.bottom() + s.px(14)},
                {.color = s.palette.dim, .font = Font::Mono, .align = Align::Right});
}

void ring_cells(const NetworkSketch& s, A array, Place first, std::int64_t side) {
    const PlacedGrid& grid = s.layout.of(array);
    s.draw.ring(Role::Hover, joined(grid.cell(first.h, first.w), grid.cell(first.h + side - 1, first.w + side - 1)),
                {s.palette.text, 2});
}

// What stops the flow of numbers, where it does.
void add_marks(const NetworkSketch& s) {
    if (!s.has(A::Rectified) || s.layout.compact) return;
    const NetworkPass& pass = s.moment->pass;
    const auto below = [&](A array, const std::string& words) {
        const Rect extent = s.layout.of(array).extent();
        s.draw.text(Role::Verdict, words, {extent.x, extent.bottom() + s.px(12)},
                    {.color = s.palette.bad, .font = Font::SansBold});
    };
    if (pass.rectified.is_zero()) below(A::Rectified, "dead: Z ≤ 0 everywhere");
    if (s.has(A::DSum) && pass.slope < 0.01) below(A::DSum, "slope " + number_text(pass.slope, 2));
    if (s.has(A::DConvolved) && pass.d_convolved.is_zero()) below(A::DConvolved, "nothing passes");
}

// The cell under the mouse, and the cells that it is made of.
void add_links(const NetworkSketch& s) {
    if (s.state.view.network_pinned) {
        s.draw.ring(Role::Pin, s.layout.cell(*s.state.view.network_pinned), {s.palette.accent, 3});
    }
    if (!s.hovered) return;
    const Place at = s.hovered->cell, corner{at.h / 2 * 2, at.w / 2 * 2};
    ring_cells(s, s.hovered->array, at, 1);
    switch (s.hovered->array) {
        case A::Convolved: return ring_cells(s, A::Image, at, 3);
        case A::Rectified: return ring_cells(s, A::Convolved, at, 1);
        case A::Pooled:
            return ring_cells(s, A::Rectified, corner.h == at.h * 2 ? corner : Place{at.h * 2, at.w * 2}, 2);
        case A::DPooled: return ring_cells(s, A::DRectified, {at.h * 2, at.w * 2}, 2);
        case A::DRectified: return ring_cells(s, A::DPooled, {at.h / 2, at.w / 2}, 1);
        case A::DConvolved: return ring_cells(s, A::DRectified, at, 1);
        case A::Dense:
        case A::DDense: return ring_cells(s, A::Pooled, at, 1);
        default: return;
    }
}

}  // namespace

void add_flow(const NetworkSketch& s) {
    add_flows(s);
    add_marks(s);
    add_links(s);
}

}  // namespace poolwalk::scene
