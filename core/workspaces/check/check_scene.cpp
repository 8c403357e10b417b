#include "core/workspaces/check/check_scene.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/number_text.h"
#include "core/scene/colormap.h"
#include "core/scene/small_grid.h"
#include "core/scene/text_width.h"
#include "core/workspaces/walk/walk_sentence.h"

namespace poolwalk::scene {
namespace {

struct Sheet {
    const AppState& state;
    const Palette& palette;
    Rect canvas;
    Scene& scene;
    float px(float unscaled) const { return unscaled * static_cast<float>(state.view.scale); }

    void words(Role role, std::string text, Vec2 at, float size, Color color, Font font = Font::Sans,
               Align align = Align::Left) const {
        scene.labels.push_back({.role = role,
                                .text = std::move(text),
                                .at = at,
                                .size_px = px(size),
                                .font = font,
                                .align = align,
                                .color = color});
    }
};

// The first largest cell of the plane: what a nudge does there can be seen.
Place largest_cell_of(const AnyTensor& input, std::int64_t plane) {
    const Shape& shape = shape_of(input);
    Place largest;
    double most = -INFINITY;
    if (shape.plane_cells() > max_cells_for_check) return largest;
    for (std::int64_t h = 0; h < shape.h; ++h)
        for (std::int64_t w = 0; w < shape.w; ++w)
            if (const double value = value_at(input, plane, h, w); std::isfinite(value) && value > most) {
                most = value;
                largest = {h, w};
            }
    return largest;
}

// Four arrays of X's shape side by side in the upper part of the canvas, or two by two on a narrow one.
constexpr std::size_t arrays = 4;

bool is_narrow(const AppState& state, Rect canvas) { return canvas.w < 520 * static_cast<float>(state.view.scale); }

// What the arrays take of the canvas.
float arrays_bottom(const AppState& state, Rect canvas) {
    return canvas.y + canvas.h * (is_narrow(state, canvas) ? 0.56f : 0.40f) +
           34 * static_cast<float>(state.view.scale);
}

Rect array_room(const AppState& state, Rect canvas, std::size_t i) {
    const auto scale = static_cast<float>(state.view.scale);
    const std::size_t across = is_narrow(state, canvas) ? 2 : arrays, down = arrays / across;
    const float gap = 34 * scale, left = canvas.x + 40 * scale, head = 58 * scale, top = canvas.y + 16 * scale;
    const float w = (canvas.w - 60 * scale - gap * static_cast<float>(across - 1)) / static_cast<float>(across);
    const float h = (arrays_bottom(state, canvas) - top) / static_cast<float>(down);
    const std::size_t of_rows = i / across, of_cols = i % across;
    const auto row = static_cast<float>(of_rows), column = static_cast<float>(of_cols);
    return {left + column * (w + gap), top + row * h + head, std::max(1.0f, w), std::max(1.0f, h - head)};
}

float largest_cell(const AppState& state) { return 62 * static_cast<float>(state.view.scale); }

PlacedGrid placed(const AppState& state, Rect canvas, std::size_t i) {
    const Shape& x = shape_of(*state.document.input);
    return place_grid(array_room(state, canvas, i), x.h, x.w, largest_cell(state));
}

struct ArrayLook {
    const char *title, *subtitle;
    GridId grid;
    Color color;
};

void add_array(const Sheet& s, std::size_t i, const ArrayLook& look,
               std::function<double(std::int64_t, std::int64_t)> value, ValueRange range) {
    const Shape& x = shape_of(*s.state.document.input);
    const bool gradient = look.grid != GridId::Input;
    const PlacedGrid grid = add_plain_grid(
        s.scene,
        {.grid = look.grid,
         .room = array_room(s.state, s.canvas, i),
         .max_cell_px = largest_cell(s.state),
         .scale = static_cast<float>(s.state.view.scale),
         .rows = x.h,
         .cols = x.w,
         .value = std::move(value),
         .low = range.low,
         .high = range.high,
         .ramp = gradient ? gradient_ramp(s.state.view.theme) : ramp_of(s.state.view.colormap, s.state.view.theme),
         .indices = true},
        s.palette);
    const Rect extent = grid.extent();
    const Rect room = array_room(s.state, s.canvas, i);
    const float right = room.right() + s.px(20) - extent.x;
    s.words(Role::Title, look.title, {extent.x, extent.y - s.px(34)},
            fitted_px(look.title, 17, 9, right / s.px(1), bold_letter_em), look.color, Font::SansBold);
    if (fits(look.subtitle, s.px(12), right))
        s.words(Role::Subtitle, look.subtitle, {extent.x, extent.y - s.px(14)}, 12, s.palette.dim);
    const Nudge nudge = nudge_of(s.state);
    s.scene.rings.push_back({.role = Role::Pin,
                             .rect = grid.cell(nudge.cell.h, nudge.cell.w),
                             .stroke = s.palette.accent,
                             .thickness = s.px(3),
                             .radius = s.px(4)});
}

void add_arrays(const Sheet& s, const Derived& derived, const CheckResults& check) {
    const std::int64_t p = s.state.view.plane;
    const auto of = [p](const AnyTensor& t) {
        return [&t, p](std::int64_t h, std::int64_t w) { return value_at(t, p, h, w); };
    };
    const auto of_double = [p](const Tensor<double>& t) {
        return [&t, p](std::int64_t h, std::int64_t w) { return t(p, h, w); };
    };
    add_array(s, 0, {"X", "click to nudge", GridId::Input, s.palette.forward}, of(*s.state.document.input),
              derived.input_range);
    add_array(s, 1, {"dX", "by the present rules", GridId::GradInput, s.palette.backward}, of(derived.grad_input),
              derived.gradient_range);
    add_array(s, 2, {"ΔL / 2h", "central differences", GridId::GradOutput, s.palette.backward},
              of_double(check.central), derived.gradient_range);
    add_array(s, 3, {"Δ(Σ dX) / 2h", "checks nothing", GridId::Output, s.palette.dim},
              of_double(check.notebook.of_grad_sum), derived.gradient_range);
}

// The part of the plane of (t, loss) that the plot shows, and where.
struct Plot {
    Rect rect;
    double t_low, t_high, l_low, l_high;
    Vec2 at(double t, double loss) const {
        return {rect.x + rect.w * static_cast<float>((t - t_low) / (t_high - t_low)),
                rect.bottom() - rect.h * static_cast<float>((loss - l_low) / (l_high - l_low))};
    }
};

// Twice the step on either side, but never so little that nothing can be seen of the cell's surroundings.
double reach_of(const AppState& state) { return std::max(2.5 * state.view.check.h, 2.0); }

std::optional<Plot> plot_of(const Sheet& s, const std::vector<Sample>& samples) {
    double low = INFINITY, high = -INFINITY;
    for (const Sample& sample : samples)
        if (std::isfinite(sample.loss)) {
            low = std::min(low, sample.loss);
            high = std::max(high, sample.loss);
        }
    if (!(low <= high)) return std::nullopt;
    const double pad = std::max((high - low) * 0.12, 1e-9 + std::abs(high) * 1e-9);
    const float top = arrays_bottom(s.state, s.canvas) + s.px(70);
    return Plot{
        {s.canvas.x + s.px(90), top, s.canvas.w - s.px(140), std::max(s.px(60), s.canvas.bottom() - top - s.px(52))},
        samples.front().t,
        samples.back().t,
        low - pad,
        high + pad};
}

void add_axes(const Sheet& s, const Plot& plot, const Nudge& nudge) {
    s.scene.boxes.push_back(
        {.role = Role::Plot, .rect = plot.rect, .stroke = s.palette.line, .fill = s.palette.code, .thickness = 1});
    const std::string cell = "X" + place_text(nudge.cell);
    const std::string title = "Loss L = Σ dY · Y while " + cell + " is nudged by t";
    s.words(Role::Title, title, {plot.rect.x, plot.rect.y - s.px(44)},
            fitted_px(title, 15, 9, (s.canvas.right() - s.px(8) - plot.rect.x) / s.px(1), bold_letter_em),
            s.palette.text, Font::SansBold);
    for (const double t : {plot.t_low, 0.0, plot.t_high})
        s.words(Role::Legend, t == 0 ? "t = 0" : short_text(t),
                {plot.at(t, plot.l_low).x, plot.rect.bottom() + s.px(14)}, 12, s.palette.dim, Font::Mono,
                Align::Center);
    for (const double loss : {plot.l_low, plot.l_high})
        s.words(Role::Legend, number_text(loss, 4), {plot.rect.x - s.px(8), plot.at(0, loss).y}, 12, s.palette.dim,
                Font::Mono, Align::Right);
    s.scene.strokes.push_back({.points = {plot.at(0, plot.l_low), plot.at(0, plot.l_high)},
                               .color = s.palette.line,
                               .thickness = 1,
                               .clip = plot.rect});
}

// A line through (0, L(0)) with a measured slope.
void add_slope(const Sheet& s, const Plot& plot, double loss, double slope, Color color, bool dashed, bool to_left,
               bool to_right) {
    if (!std::isfinite(slope) || !std::isfinite(loss)) return;
    const double left = to_left ? plot.t_low : 0, right = to_right ? plot.t_high : 0;
    s.scene.strokes.push_back({.points = {plot.at(left, loss + slope * left), plot.at(right, loss + slope * right)},
                               .color = color,
                               .thickness = s.px(2),
                               .dashed = dashed,
                               .clip = plot.rect});
}

void add_plot(const Sheet& s) {
    const Nudge nudge = nudge_of(s.state);
    const LossLine line(view_of(s.state.document), nudge);
    const double reach = reach_of(s.state), h = s.state.view.check.h;
    const std::vector<Sample> samples = curve(line, -reach, reach, 401);
    const auto plot = plot_of(s, samples);
    if (!plot) {
        s.words(Role::Caption, "The loss along this cell is NaN or infinite: there is nothing to draw.",
                {s.canvas.x + s.px(90), s.canvas.y + s.canvas.h * 0.7f}, 14, s.palette.dim);
        return;
    }
    add_axes(s, *plot, nudge);
    Stroke stroke{.color = s.palette.forward, .thickness = s.px(3), .clip = plot->rect};
    for (const Sample& sample : samples)
        if (std::isfinite(sample.loss)) stroke.points.push_back(plot->at(sample.t, sample.loss));
    s.scene.strokes.push_back(std::move(stroke));
    const Differences d = differences(line, h);
    const double loss = line.at(0);
    add_slope(s, *plot, loss, d.left, s.palette.bad, false, true, false);
    add_slope(s, *plot, loss, d.right, s.palette.accent, false, false, true);
    add_slope(s, *plot, loss, d.central, s.palette.backward, true, true, true);
    for (const double t : {-h, 0.0, h})
        if (const double at = line.at(t); std::isfinite(at))
            s.scene.discs.push_back({.role = Role::Plot,
                                     .center = plot->at(t, at),
                                     .radius = s.px(4.5f),
                                     .fill = s.palette.text,
                                     .clip = plot->rect});
    const std::array<std::pair<const char*, Color>, 3> names{
        {{"left", s.palette.bad}, {"right", s.palette.accent}, {"central", s.palette.backward}}};
    float x = plot->rect.x;
    for (const auto& [name, color] : names) {
        s.words(Role::Legend, name, {x, plot->rect.y - s.px(18)}, 13, color, Font::SansBold);
        x += s.px(66);
    }
}

}  // namespace

Nudge nudge_of(const AppState& state) {
    Nudge nudge{state.view.plane, largest_cell_of(*state.document.input, state.view.plane),
                state.view.check.arithmetic};
    if (const auto& pinned = state.view.pinned; pinned && is_input_sized(pinned->grid)) {
        nudge.plane = pinned->plane;
        nudge.cell = pinned->cell;
    }
    return nudge;
}

std::optional<CellRef> check_cell_at(const AppState& state, Rect canvas, Vec2 mouse) {
    for (std::size_t i = 0; i < arrays; ++i) {
        const PlacedGrid grid = placed(state, canvas, i);
        if (!grid.extent().contains(mouse)) continue;
        const Place at{static_cast<std::int64_t>((mouse.y - grid.origin.y) / grid.cell_px),
                       static_cast<std::int64_t>((mouse.x - grid.origin.x) / grid.cell_px)};
        if (inside(at, grid.rows, grid.cols))
            return CellRef{i == 0 ? GridId::Input : GridId::GradInput, state.view.plane, at};
    }
    return std::nullopt;
}

Scene build_check_scene(const AppState& state, const Derived& derived, const Explorer& explorer, Rect canvas) {
    Scene scene;
    scene.canvas = canvas;
    const Palette& palette = palette_of(state.view.theme);
    scene.background = palette.canvas;
    const Sheet sheet{state, palette, canvas, scene};
    if (!explorer.check()) {
        sheet.words(Role::Caption, "X is too large to be nudged cell by cell: the limit is 2^14 cells.",
                    {canvas.x + sheet.px(40), canvas.y + sheet.px(60)}, 14, palette.bad);
        return scene;
    }
    add_arrays(sheet, derived, *explorer.check());
    add_plot(sheet);
    return scene;
}

}  // namespace poolwalk::scene
