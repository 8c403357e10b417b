#include "core/workspaces/check/check_scene.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/number_text.h"
#include "core/scene/rects.h"
#include "core/scene/text_width.h"
#include "core/workspaces/walk/walk_sentence.h"

namespace poolwalk::scene {
namespace {

struct CheckSketch {
    Sketch draw;
    const Shown& shown;
    const CheckLayout& layout;
    const AppState& state = shown.state;
    const Palette& palette = draw.palette;
    float px(float unscaled) const { return draw.px(unscaled); }
};

// The first largest cell of the plane: what a nudge does there can be seen.
Place largest_cell_of(const AnyTensor& input, std::int64_t plane) {
    const Shape& shape = shape_of(input);
    Place largest;
    double maximum = -INFINITY;
    if (shape.plane_cells() > max_cells_for_check) return largest;
    for (std::int64_t h = 0; h < shape.h; ++h)
        for (std::int64_t w = 0; w < shape.w; ++w)
            if (const double value = value_at(input, plane, h, w); std::isfinite(value) && value > maximum) {
                maximum = value;
                largest = {h, w};
            }
    return largest;
}

struct ArrayLook {
    const char *title, *subtitle;
    GridId grid;
    Color color;
};

using CellValue = std::function<double(std::int64_t, std::int64_t)>;

void add_array(const CheckSketch& s, std::size_t i, const ArrayLook& look, CellValue value,
               std::function<bool(std::int64_t, std::int64_t)> is_wrong = {}) {
    const PlacedGrid& grid = s.layout.grids[i];
    s.draw.grid({.grid = look.grid,
                 .place = grid,
                 .value = std::move(value),
                 .colors = colors_of(s.shown, look.grid != GridId::Input),
                 .ringed = std::move(is_wrong),
                 .ring = s.palette.bad,
                 .indices = true});
    const Rect extent = grid.extent();
    const float room = s.layout.rooms[i].right() + s.px(20) - extent.x;
    s.draw.title(
        look.title, {look.subtitle}, {extent.x, extent.y},
        {.color = look.color, .size = fitted_px(look.title, 17, 9, room / s.px(1), bold_letter_em), .room_px = room});
    const Place nudged = nudge_of(s.state).cell;
    s.draw.ring(Role::Pin, grid.cell(nudged.h, nudged.w), {.color = s.palette.accent, .thickness = 3, .radius = 4});
}

void add_arrays(const CheckSketch& s, const CheckResults& check) {
    const std::int64_t p = s.state.view.plane;
    const auto of = [p](const AnyTensor& t) {
        return [&t, p](std::int64_t h, std::int64_t w) { return value_at(t, p, h, w); };
    };
    const auto of_double = [p](const Tensor<double>& t) {
        return [&t, p](std::int64_t h, std::int64_t w) { return t(p, h, w); };
    };
    const Palette& c = s.palette;
    add_array(s, 0, {"X", "click to nudge", GridId::Input, c.forward}, of(*s.state.document.input));
    add_array(s, 1, {"dX", "by the chosen rules", GridId::GradInput, c.backward}, of(s.shown.derived.grad_input));
    const ArrayLook central{"ΔL / 2h", "central differences", GridId::GradOutput, c.backward};
    if (!shows_claim(s.shown)) {
        add_array(s, 2, central, of_double(check.central));
        return add_array(s, 3, {"Δ(Σ dX) / 2h", "checks nothing", GridId::Output, c.dim},
                         of_double(check.notebook.of_grad_sum));
    }
    add_array(s, 2, {"your dX", "ringed if wrong", GridId::Output, c.text}, of(*s.state.claim->grad_input),
              [&](std::int64_t h, std::int64_t w) {
                  return claim_differs(s.shown, {h, w});
              });
    add_array(s, 3, central, of_double(check.central));
}

// Twice the step on either side, but never so little that nothing can be seen of the cell's surroundings.
double reach_of(const AppState& state) { return std::max(2.5 * state.view.check.h, 2.0); }

std::optional<Plot> plot_of(const CheckSketch& s, const std::vector<Sample>& samples) {
    double low = INFINITY, high = -INFINITY;
    for (const Sample& sample : samples)
        if (std::isfinite(sample.loss)) {
            low = std::min(low, sample.loss);
            high = std::max(high, sample.loss);
        }
    if (!(low <= high)) return std::nullopt;
    const double pad = std::max((high - low) * 0.12, 1e-9 + std::abs(high) * 1e-9);
    const float top = s.layout.arrays_bottom + s.px(70);
    return Plot{{s.layout.canvas.x + s.px(90), top, s.layout.canvas.w - s.px(140),
                 std::max(s.px(60), s.layout.canvas.bottom() - top - s.px(52))},
                samples.front().t,
                samples.back().t,
                low - pad,
                high + pad};
}

void add_axes(const CheckSketch& s, const Plot& plot, const Nudge& nudge) {
    s.draw.scene.boxes.push_back(
        {.role = Role::Plot, .rect = plot.rect, .stroke = s.palette.line, .fill = s.palette.code, .thickness = 1});
    const std::string cell = "X" + place_text(nudge.cell);
    const std::string title = "Loss L = Σ dY · Y while " + cell + " is nudged by t";
    s.draw.text(
        Role::Title, title, {plot.rect.x, plot.rect.y - s.px(44)},
        {.size = fitted_px(title, 15, 9, (s.layout.canvas.right() - s.px(8) - plot.rect.x) / s.px(1), bold_letter_em),
         .color = s.palette.text,
         .font = Font::SansBold});
    for (const double t : {plot.x_low, 0.0, plot.x_high})
        s.draw.text(Role::Legend, t == 0 ? "t = 0" : short_text(t),
                    {plot.at(t, plot.y_low).x, plot.rect.bottom() + s.px(14)},
                    {.color = s.palette.dim, .font = Font::Mono, .align = Align::Center});
    for (const double loss : {plot.y_low, plot.y_high})
        s.draw.text(Role::Legend, number_text(loss, 4), {plot.rect.x - s.px(8), plot.at(0, loss).y},
                    {.color = s.palette.dim, .font = Font::Mono, .align = Align::Right});
    s.draw.curve(plot, {plot.at(0, plot.y_low), plot.at(0, plot.y_high)},
                 {.color = s.palette.line, .thickness = 1 / s.draw.scale});
}

// Lines through (0, L(0)) with the slopes that the differences measure, each on its own side.
void add_slopes(const CheckSketch& s, const Plot& plot, const LossLine& line) {
    const Differences d = differences(line, s.state.view.check.h);
    const double loss = line.at(0);
    const auto add = [&](double slope, double left, double right, const Pen& pen) {
        if (!std::isfinite(slope) || !std::isfinite(loss)) return;
        s.draw.curve(plot, {plot.at(left, loss + slope * left), plot.at(right, loss + slope * right)}, pen);
    };
    add(d.left, plot.x_low, 0, {.color = s.palette.bad});
    add(d.right, 0, plot.x_high, {.color = s.palette.accent});
    add(d.central, plot.x_low, plot.x_high, {.color = s.palette.backward, .dashed = true});
}

void add_curve_names(const CheckSketch& s, const Plot& plot) {
    const std::array<std::pair<const char*, Color>, 4> names{{{"loss", s.palette.forward},
                                                              {"left slope", s.palette.bad},
                                                              {"right slope", s.palette.accent},
                                                              {"central", s.palette.backward}}};
    float x = plot.rect.x;
    for (const auto& [name, color] : names) {
        s.draw.text(Role::Legend, name, {x, plot.rect.y - s.px(18)},
                    {.size = 13, .color = color, .font = Font::SansBold});
        x += s.px(13 * bold_letter_em) * static_cast<float>(letters_in(name)) + s.px(22);
    }
}

void add_plot(const CheckSketch& s) {
    const Nudge nudge = nudge_of(s.state);
    const LossLine line(view_of(s.state.document), nudge);
    const double reach = reach_of(s.state), h = s.state.view.check.h;
    const std::vector<Sample> samples = curve(line, -reach, reach, 401);
    const auto plot = plot_of(s, samples);
    if (!plot) {
        const Rect& canvas = s.layout.canvas;
        return s.draw.text(Role::Caption, "The loss along this cell is NaN or infinite: there is nothing to draw.",
                           {canvas.x + s.px(90), canvas.y + canvas.h * 0.7f}, {.size = 14, .color = s.palette.dim});
    }
    add_axes(s, *plot, nudge);
    std::vector<Vec2> points;
    for (const Sample& sample : samples)
        if (std::isfinite(sample.loss)) points.push_back(plot->at(sample.t, sample.loss));
    s.draw.curve(*plot, std::move(points), {.color = faded(s.palette.forward, 170), .thickness = 7});
    add_slopes(s, *plot, line);
    for (const double t : {-h, 0.0, h})
        if (const double at = line.at(t); std::isfinite(at))
            s.draw.disc(Role::Plot, plot->at(t, at), "",
                        {.radius_px = s.px(4.5f), .fill = s.palette.text, .clip = plot->rect});
    add_curve_names(s, *plot);
}

}  // namespace

bool shows_claim(const Shown& shown) {
    const auto& claim = shown.state.claim;
    return claim && shape_of(*claim->grad_input) == shape_of(*shown.state.document.input);
}

bool claim_differs(const Shown& shown, Place cell) {
    const std::int64_t p = shown.state.view.plane;
    const double got = value_at(*shown.state.claim->grad_input, p, cell.h, cell.w),
                 want = value_at(shown.derived.grad_input, p, cell.h, cell.w);
    if (got == want || (std::isnan(got) && std::isnan(want))) return false;
    const auto& diagnosis = shown.analyses.diagnosis();
    const Precision precision = diagnosis && diagnosis->ok() ? (*diagnosis)->precision : Precision{};
    constexpr double float32_steps = 1e-5;
    const double size = std::max(std::abs(got), std::abs(want));
    return !(std::abs(got - want) <= std::max(float32_steps * size, rounding_of(precision, want, size)));
}

Nudge nudge_of(const AppState& state) {
    Nudge nudge{state.view.plane, largest_cell_of(*state.document.input, state.view.plane),
                state.view.check.arithmetic};
    if (const auto& pinned = state.view.pinned; pinned && is_input_sized(pinned->grid)) {
        nudge.plane = pinned->plane;
        nudge.cell = pinned->cell;
    }
    return nudge;
}

void draw_check(Scene& scene, const Shown& shown, const CheckLayout& layout) {
    const CheckSketch s{sketch_of(scene, shown.state), shown, layout};
    if (!shown.analyses.check())
        return s.draw.text(Role::Caption, "X is too large to be nudged cell by cell: the limit is 2^14 cells.",
                           {layout.canvas.x + s.px(40), layout.canvas.y + s.px(60)},
                           {.size = 14, .color = s.palette.bad});
    add_arrays(s, *shown.analyses.check());
    add_plot(s);
}

}  // namespace poolwalk::scene
