#include "core/workspaces/walk/walk_motion.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/base/number_text.h"
#include "core/scene/motion.h"
#include "core/scene/text_width.h"
#include "core/workspaces/walk/grid_numbers.h"
#include "core/workspaces/walk/walk_scene.h"

namespace poolwalk::scene {
namespace {

// Parts of the movement: the window glides, its maxima light up, the value leaves and lands, its cell shows it.
constexpr float glided = 0.35f, lit = 0.5f, leaves = 0.48f, lands = 0.86f;
constexpr std::int64_t max_window_cells = 400;  // of a window whose cells pale one by one

struct Moving {
    const WalkSketch& to;  // the scene that is drawn, as of the state before the step
    const WalkSketch &before, &after;
    float t = 0;
    std::vector<Box>& cells;  // drawn anew over the others, under the outlines

    Scene& scene() const { return to.draw.scene; }
    const Palette& palette() const { return to.palette(); }
    const Step& step() const { return *after.step; }
    const OverlapRow& overlap() const { return row(to.state.document.rules.overlap); }
    float cell_px() const { return to.layout.cell_px; }
    CellState held(const WalkSketch& of, GridId grid, Place cell) const {
        return cell_state(of.state.document, of.derived, plan_of(of.state), of.state.play.done, of.state.view.plane,
                          grid, cell);
    }
};

std::vector<Arrow> arrows_of(const WalkSketch& sketch, Role role) {
    std::vector<Arrow> found;
    std::ranges::copy_if(sketch.draw.scene.arrows, std::back_inserter(found),
                         [&](const Arrow& arrow) { return arrow.role == role; });
    return found;
}

void add_value(const Moving& m, Vec2 at, double value, Color fill, float part) {
    if (part <= 0) return;
    const std::string text = number_text(value, 3);
    const float size = std::clamp(m.cell_px() * 0.34f, m.to.px(13), m.to.px(26));
    const float radius = std::max(size * 0.95f, 0.34f * size * static_cast<float>(letters_in(text)) + size * 0.3f);
    m.scene().discs.push_back(thinned(Disc{.role = Role::Motion,
                                           .center = at,
                                           .radius = radius,
                                           .fill = fill,
                                           .label = {.role = Role::Motion,
                                                     .text = text,
                                                     .at = at,
                                                     .size_px = size,
                                                     .font = Font::Mono,
                                                     .color = m.palette().canvas}},
                                      part));
}

// A text over everything, where a disc's would stand.
void add_text(const Moving& m, Label label, float part) {
    m.scene().discs.push_back(thinned(
        Disc{.role = Role::Motion, .center = label.at, .radius = 0, .label = label, .clip = label.clip}, part));
}

Color cell_color(const WalkSketch& s, GridId grid, const CellState& held) {
    if (!held.computed) return s.palette().empty;
    if (std::isnan(held.value)) return s.palette().nan;
    const ColorScale colors = s.colors(grid);
    return color_at(*colors.ramp, held.value, colors.low, colors.high);
}

// The cell in its new colour, over the old one.
void add_cell(const Moving& m, GridId grid, Place cell, Color fill, float part) {
    if (part <= 0) return;
    const float gap = m.cell_px() >= 12 ? 0.5f : 0;
    m.cells.push_back(thinned(Box{.role = Role::Motion,
                                  .rect = shrunk(m.to.cell_rect(grid, cell), gap),
                                  .fill = fill,
                                  .clip = m.to.frame(grid).viewport},
                              part));
}

const Label* number_at(const std::vector<Label>& labels, Rect cell) {
    const auto found = std::ranges::find_if(
        labels, [&](const Label& label) { return label.role == Role::Value && label.at == cell.center(); });
    return found == labels.end() ? nullptr : &*found;
}

// The cell as the step leaves it, and its number as it is printed then.
void add_result(const Moving& m, GridId grid, Place cell, float part) {
    add_cell(m, grid, cell, cell_color(m.after, grid, m.held(m.after, grid, cell)), part);
    const std::vector<Label>& labels = numbers_of(m.after, grid);
    if (const Label* number = number_at(labels, m.to.cell_rect(grid, cell))) add_text(m, *number, part);
}

bool holds(const std::vector<Place>& cells, Place cell) { return std::ranges::find(cells, cell) != cells.end(); }

// The cells that keep their light are the maxima first, and then those of them that receive.
void pale_others(const Moving& m) {
    const Geometry& g = m.to.state.document.geometry;
    if (g.kernel.rows * g.kernel.cols > max_window_cells || !m.after.tells()) return;
    const float others = eased(m.t, glided, lit), losers = eased(m.t, lit, 0.6f), back = eased(m.t, 0.85f, 1);
    const GridFrame& frame = m.to.frame(GridId::Input);
    for_each_cell(g, frame.rows, frame.cols, m.step().place.window, [&](std::int64_t, std::int64_t, Place at) {
        const bool wins = holds(m.step().receivers, at), is_maximum = holds(m.step().maxima, at);
        const float part = wins ? 0 : (is_maximum ? losers : others) * (1 - back);
        add_cell(m, GridId::Input, at, faded(m.palette().canvas, 150), part);
    });
}

// All maxima light up alike before the tie rule chooses among them.
void light_maxima(const Moving& m) {
    const float part = eased(m.t, glided, lit) * (1 - eased(m.t, lit, 0.65f));
    if (part <= 0 || !m.after.tells()) return;
    for (const Place at : m.step().maxima)
        m.to.ring(Role::Motion, GridId::Input, shrunk(m.to.cell_rect(GridId::Input, at), m.to.px(3)),
                  {.color = thinned(m.palette().accent, part), .thickness = 4});
}

// By comparison: the two that are equal, while they are compared.
void glow_at_tie(const Moving& m) {
    if (m.step().event != SlotEvent::Tied || !m.after.tells()) return;
    const float part = std::sin(m.t * std::numbers::pi_v<float>);
    for (const Place at : m.step().maxima)
        m.to.ring(Role::Motion, GridId::Input, shrunk(m.to.cell_rect(GridId::Input, at), m.to.px(1)),
                  {.color = thinned(m.palette().bad, part), .thickness = 5});
}

void add_forward_value(const Moving& m) {
    const auto arrows = arrows_of(m.after, Role::ForwardArrow);
    if (!m.step().window_ends || arrows.empty()) return;
    const float there = eased(m.t, leaves, lands), landed = eased(m.t, lands, 0.97f);
    const Vec2 from = m.to.cell_rect(GridId::Input, *m.step().best).center();
    const Vec2 goal = m.to.cell_rect(GridId::Output, m.step().place.window).center();
    const Arrow way{.from = from, .leave = arrows.front().leave, .arrive = arrows.front().arrive, .to = goal};
    add_result(m, GridId::Output, m.step().place.window, landed);
    add_value(m, point_on(way, there), m.step().output, m.palette().forward,
              eased(m.t, leaves - 0.05f, leaves + 0.05f) * (1 - landed));
}

// What the cell held falls out of it.
void drop_held(const Moving& m, Place cell) {
    const CellState held = m.held(m.before, GridId::GradInput, cell);
    const float gone = eased(m.t, 0.72f, 1);
    if (!held.computed || held.value == 0 || gone <= 0) return;
    const Rect rect = m.to.cell_rect(GridId::GradInput, cell);
    add_value(m, {rect.center().x, rect.center().y + gone * rect.h * 0.9f}, held.value, m.palette().bad, 1 - gone);
}

// The sum for a moment, and then what it makes.
void add_sum(const Moving& m, const Contribution& c) {
    const float landed = eased(m.t, lands - 0.04f, lands), over = eased(m.t, 0.94f, 1);
    if (m.overlap().adds && c.before != 0) {
        const Rect rect = m.to.cell_rect(GridId::GradInput, c.cell);
        const std::string text = number_text(c.before, 3) + " + " + number_text(c.amount, 3);
        const CellState before{true, c.before};
        const Color ground = cell_color(m.before, GridId::GradInput, before);
        add_cell(m, GridId::GradInput, c.cell, ground, landed);
        add_text(m,
                 {.role = Role::Motion,
                  .text = text,
                  .at = rect.center(),
                  .size_px = fitted_px(text, m.cell_px() * 0.34f, m.cell_px() * 0.16f, m.cell_px() * 0.92f, 0.6f),
                  .font = Font::Mono,
                  .color = ink_on(ground),
                  .clip = m.to.frame(GridId::GradInput).viewport},
                 landed * (1 - over));
        add_result(m, GridId::GradInput, c.cell, over);
    } else {
        add_result(m, GridId::GradInput, c.cell, landed);
    }
}

// The way of dY's value to one of the cells: all set out together.
Vec2 on_way(const std::vector<Arrow>& ways, std::size_t i, float there) {
    Vec2 together{};
    for (const Arrow& way : ways) {
        const Vec2 at = point_on(way, there);
        together = {together.x + at.x / static_cast<float>(ways.size()),
                    together.y + at.y / static_cast<float>(ways.size())};
    }
    return between(together, point_on(ways[i], there), eased(there, 0.3f, 0.75f));
}

void add_backward_values(const Moving& m) {
    std::vector<Arrow> ways = arrows_of(m.after, Role::BackwardArrow);
    const auto& contributions = m.step().contributions;
    if (ways.empty() || ways.size() > contributions.size()) return;
    const bool shares = row(m.to.state.document.rules.tie).shares;
    const float there = eased(m.t, leaves, lands);
    const float seen = eased(m.t, leaves - 0.05f, leaves + 0.05f) * (1 - eased(m.t, lands - 0.06f, lands));
    for (std::size_t i = 0; i < ways.size(); ++i) {
        ways[i].from = m.to.cell_rect(GridId::GradOutput, m.step().place.window).center();
        ways[i].to = m.to.cell_rect(GridId::GradInput, contributions[i].cell).center();
    }
    for (std::size_t i = 0; i < ways.size(); ++i) {
        if (!m.overlap().adds) drop_held(m, contributions[i].cell);
        add_sum(m, contributions[i]);
    }
    // One value sets out. Where they part, a share is a part of it; a copy is gradient that was made.
    const bool parted = there > 0.45f;
    for (std::size_t i = parted ? ways.size() : 1; i-- > 0;) {
        const bool made = !shares && i > 0;
        add_value(m, on_way(ways, i, there), parted ? contributions[i].amount : *m.step().grad_output,
                  made ? m.palette().bad : m.palette().backward, seen);
    }
}

// A window that is cleared first loses what it held, wherever that was.
void clear_window(const Moving& m) {
    const Geometry& g = m.to.state.document.geometry;
    if (!m.overlap().clears_window || m.step().place.slot != 0 || g.kernel.rows * g.kernel.cols > max_window_cells)
        return;
    const GridFrame& frame = m.to.frame(GridId::GradInput);
    for_each_cell(g, frame.rows, frame.cols, m.step().place.window, [&](std::int64_t, std::int64_t, Place at) {
        const auto written = std::ranges::find(m.step().contributions, at, &Contribution::cell);
        if (written != m.step().contributions.end()) return;
        drop_held(m, at);
        add_result(m, GridId::GradInput, at, eased(m.t, 0.72f, 0.9f));
    });
}

// No cell receives it: it sets out and is gone.
void drop_value(const Moving& m) {
    const Step& step = m.step();
    if (!step.contributions.empty() || !step.grad_output || !step.window_ends || !m.after.tells()) return;
    const Vec2 from = m.to.cell_rect(GridId::GradOutput, step.place.window).center();
    const Vec2 goal = m.to.frame(GridId::GradInput).viewport.center();
    const float there = eased(m.t, leaves, 0.9f);
    add_value(m, between(from, goal, 0.4f * there), *step.grad_output, m.palette().backward,
              eased(m.t, leaves - 0.05f, leaves + 0.05f) * (1 - there));
}

void add_travellers(const Moving& m) {
    pale_others(m);
    light_maxima(m);
    glow_at_tie(m);
    if (!m.after.backward()) return add_forward_value(m);
    clear_window(m);
    add_backward_values(m);
    drop_value(m);
}

}  // namespace

void draw_walk_between(Scene& scene, const StepEnds& ends, const WalkLayout& layout, SceneCache& cache) {
    const WalkSketch sketch = walk_sketch(scene, ends.before, layout, cache);
    add_arrays(sketch);
    Scene first, second;
    const WalkSketch before = walk_sketch(first, ends.before, layout, cache),
                     after = walk_sketch(second, ends.after, layout, cache);
    add_step(before);
    add_step(after);
    // What is on its way is seen once: its amount stands on the arrow when it has landed.
    for (Disc& disc : second.discs)
        if (disc.role == Role::Amount) disc = thinned(std::move(disc), eased(ends.t, lands, 1));
    const std::vector<Label>& captions = (ends.t < 0.5f ? first : second).labels;
    scene.labels.insert(scene.labels.end(), captions.begin(), captions.end());
    add_marks_between(scene, first, second, ends.t);
    std::vector<Box> cells;
    if (after.step && after.on_this_plane()) add_travellers({sketch, before, after, ends.t, cells});
    scene.rings.insert(scene.rings.begin(), cells.begin(), cells.end());
    end_walk(sketch);
}

}  // namespace poolwalk::scene
