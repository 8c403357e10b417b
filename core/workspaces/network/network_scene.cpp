#include "core/workspaces/network/network_scene.h"

#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/scene/colormap.h"

namespace poolwalk::scene {
namespace {

using A = NetworkArray;

struct Sheet {
    const AppState& state;
    const NetworkSetup& setup;
    const NetworkMoment* moment;  // null: beyond where training was stopped, or none yet
    const NetworkLayout& layout;
    const Palette& palette;
    const std::optional<NetworkCell>& hovered;
    Scene& scene;

    float px(float unscaled) const { return unscaled * layout.scale; }
    bool has(A array) const { return moment && moment->has(array); }
    double value(A array, Place at) const { return value_at(moment->pass, {array, at}, moment->updated()); }

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
    void ring(Role role, Rect rect, Color color, float thickness, float grow = 0) const {
        scene.rings.push_back(
            {.role = role,
             .rect = {rect.x - px(grow), rect.y - px(grow), rect.w + 2 * px(grow), rect.h + 2 * px(grow)},
             .stroke = color,
             .thickness = px(thickness),
             .radius = px(3)});
    }
};

// What stands below the symbol of an array.
std::string subtitle(const Sheet& s, A array) {
    switch (array) {
        case A::Image: return "image " + std::to_string(s.moment ? s.moment->place.sample + 1 : 1);
        case A::Convolved: return "X * K";
        case A::Rectified: return "ReLU";
        case A::Pooled: return "max 2×2";
        case A::Sum: return "P · w";
        case A::Prediction: return std::string(row(s.setup.output).label);
        case A::Loss: return "½(a-t)²";
        case A::DImage: return "not used";
        case A::DConvolved: return "where Z > 0";
        case A::DRectified: return "at maxima";
        case A::DPooled: return "w · dz";
        case A::DSum: return "da · slope";
        case A::DPrediction: return "a - t";
        case A::Kernel: return "kernel";
        case A::DKernel: return "its gradient";
        case A::Dense: return "dense";
        case A::DDense: return "P · dz";
    }
    return {};
}

bool is_now(const Sheet& s, A array) {
    if (!s.moment || !s.moment->started) return false;
    const NetworkStep step = s.moment->place.step;
    if (step == NetworkStep::Update) return array == A::Kernel || array == A::Dense;
    return !row(array).given && row(array).made_by == step;
}

double largest(const Sheet& s, const NetworkArrayRow& array) {
    double most = 0;
    for (std::int64_t h = 0; h < array.rows; ++h)
        for (std::int64_t w = 0; w < array.cols; ++w)
            if (const double v = std::abs(s.value(array.array, {h, w})); std::isfinite(v)) most = std::max(most, v);
    return most;
}

// Values far from 1 are printed as multiples of a power of ten, which the title names.
int exponent_of(double most) {
    if (most == 0 || (most >= 0.01 && most < 10000)) return 0;
    return static_cast<int>(std::floor(std::log10(most)));
}

// Two decimals at most, so that the cells of one array print in one size; the rest is told on hover.
std::string cell_text(double value, int most) {
    const double size = std::abs(value);
    if (size == 0 || size < 0.005 || size >= 10000 || !std::isfinite(value)) return number_text(value, 1);
    const double unit = size >= 100 || most < 2 ? 1 : size >= 10 || most < 3 ? 10 : 100;
    const double rounded = std::round(value * unit) / unit;
    return rounded == 0 ? number_text(value, 1) : number_text(rounded, 5);
}

std::string lone_text(double value, int most) { return number_text(value, most); }

// Cells of A that are their window's maximum and receive its gradient, under the setup's rule.
std::vector<Place> receivers(const Sheet& s) {
    std::vector<Place> all;
    if (!s.has(A::Pooled)) return all;
    for (const PoolWindow& window : pool_windows(s.moment->pass.rectified, rules_of(s.setup.tie)))
        all.insert(all.end(), window.receivers.begin(), window.receivers.end());
    return all;
}

void add_title(const Sheet& s, const NetworkArrayRow& array, const Rect& extent, int exponent) {
    const Color color = array.gradient ? s.palette.backward : array.given ? s.palette.text : s.palette.forward;
    const float room = s.layout.room_px[static_cast<std::size_t>(array.array)];
    const std::string power = exponent == 0 ? "" : "×1e" + std::to_string(exponent);
    const float size = s.layout.compact ? 13.0f : 16.0f, above = s.px(s.layout.compact ? 14 : 31);
    s.words(Role::Title, std::string(array.symbol), {extent.x, extent.y - above}, size, color, Font::SansBold);
    const float symbol = s.px(size * 0.7f) * static_cast<float>(array.symbol.size());
    if (!power.empty() && symbol + s.px(7) * static_cast<float>(power.size()) <= room)
        s.words(Role::Legend, power, {extent.x + symbol + s.px(4), extent.y - above + s.px(1)}, 11, s.palette.dim,
                Font::Mono);
    if (s.layout.compact) return;
    const std::string words = subtitle(s, array.array);
    if (s.px(5.7f) * static_cast<float>(words.size()) <= room + s.px(8))
        s.words(Role::Subtitle, words, {extent.x, extent.y - s.px(14)}, 11, s.palette.dim);
}

void add_array(const Sheet& s, const NetworkArrayRow& array, const std::vector<Place>& winners) {
    const Rect extent = s.layout.of(array.array).extent();
    const bool computed = s.has(array.array),
               signed_colors = array.gradient || array.array == A::Kernel || array.array == A::Dense;
    const double most = computed ? largest(s, array) : 0;
    const int exponent = exponent_of(most);
    const double unit = std::pow(10.0, exponent), reach = most == 0 ? 1 : most / unit;
    const bool whole_range = array.array == A::Image || array.array == A::Convolved;
    const bool rings = array.array == A::Rectified || array.array == A::DRectified;
    add_plain_grid(
        s.scene,
        {.grid = array.gradient ? GridId::GradInput : GridId::Input,
         .room = extent,
         .max_cell_px = s.layout.of(array.array).cell_px,
         .scale = s.layout.scale,
         .rows = array.rows,
         .cols = array.cols,
         .value =
             [&](std::int64_t h, std::int64_t w) {
                 return computed ? s.value(array.array, {h, w}) / unit : 0;
             },
         .low = signed_colors || whole_range ? -reach : 0,
         .high = reach,
         .ramp =
             signed_colors ? gradient_ramp(s.state.view.theme) : ramp_of(s.state.view.colormap, s.state.view.theme),
         .ringed = rings ? [&](std::int64_t h,
                               std::int64_t w) { return std::ranges::find(winners, Place{h, w}) != winners.end(); }
                         : std::function<bool(std::int64_t, std::int64_t)>{},
         .ring = array.gradient ? s.palette.backward : s.palette.forward,
         .computed = computed,
         .text = array.rows * array.cols == 1 ? lone_text : cell_text},
        s.palette);
    if (!computed)
        s.scene.grounds.push_back({.role = Role::Card, .rect = extent, .stroke = s.palette.line, .thickness = 1});
    add_title(s, array, extent, exponent);
    if (is_now(s, array.array)) s.ring(Role::WindowOutline, extent, s.palette.accent, 2.5f, 4);
}

void add_arrow(const Sheet& s, Vec2 from, Vec2 to, bool forward, bool done, bool now) {
    const Color color = !done ? s.palette.line : forward ? s.palette.forward : s.palette.backward;
    s.scene.arrows.push_back({.role = forward ? Role::ForwardArrow : Role::BackwardArrow,
                              .from = from,
                              .control = {(from.x + to.x) / 2, (from.y + to.y) / 2},
                              .to = to,
                              .color = color,
                              .thickness = s.px(now ? 3.0f : 1.6f),
                              .head_px = s.px(now ? 10.0f : 7.0f)});
}

// From one array to the next, to the right with the values and to the left with the gradient.
void add_flow(const Sheet& s, A from, A to, bool forward) {
    const Rect a = s.layout.of(from).extent(), b = s.layout.of(to).extent();
    const float margin = s.px(4);
    const Vec2 start{forward ? a.right() + margin : a.x - margin, a.center().y},
        end{forward ? b.x - margin : b.right() + margin, b.center().y};
    add_arrow(s, start, end, forward, s.has(to), is_now(s, to));
}

void add_flows(const Sheet& s) {
    constexpr std::array forward{A::Image, A::Convolved, A::Rectified, A::Pooled, A::Sum, A::Prediction, A::Loss};
    constexpr std::array backward{A::DPrediction, A::DSum, A::DPooled, A::DRectified, A::DConvolved, A::DImage};
    for (std::size_t i = 0; i + 1 < forward.size(); ++i) add_flow(s, forward[i], forward[i + 1], true);
    for (std::size_t i = 0; i + 1 < backward.size(); ++i) add_flow(s, backward[i], backward[i + 1], false);
    const Rect loss = s.layout.of(A::Loss).extent(), first = s.layout.of(A::DPrediction).extent();
    const Vec2 from{loss.center().x, loss.bottom() + s.px(s.layout.compact ? 4 : 30)},
        to{first.right() + s.px(4), first.center().y};
    add_arrow(s, from, to, false, s.has(A::DPrediction), is_now(s, A::DPrediction));
    s.scene.arrows.back().control = {from.x, to.y};
    if (!s.moment || s.layout.compact) return;
    s.words(Role::Caption, "t = " + number_text(s.moment->pass.target, 4), {loss.right(), loss.bottom() + s.px(14)},
            12, s.palette.dim, Font::Mono, Align::Right);
}

void ring_cells(const Sheet& s, A array, Place first, std::int64_t side) {
    const PlacedGrid& grid = s.layout.of(array);
    const Rect a = grid.cell(first.h, first.w), b = grid.cell(first.h + side - 1, first.w + side - 1);
    s.ring(Role::Hover, {a.x, a.y, b.right() - a.x, b.bottom() - a.y}, s.palette.text, 2);
}

// What stops the flow of numbers, where it does.
void add_marks(const Sheet& s) {
    if (!s.has(A::Rectified) || s.layout.compact) return;
    const NetworkPass& pass = s.moment->pass;
    const auto below = [&](A array, const std::string& words) {
        const Rect extent = s.layout.of(array).extent();
        s.words(Role::Verdict, words, {extent.x, extent.bottom() + s.px(12)}, 12, s.palette.bad, Font::SansBold);
    };
    if (pass.rectified.is_zero()) below(A::Rectified, "dead: Z ≤ 0 everywhere");
    if (s.has(A::DSum) && pass.slope < 0.01) below(A::DSum, "slope " + number_text(pass.slope, 2));
    if (s.has(A::DConvolved) && pass.d_convolved.is_zero()) below(A::DConvolved, "nothing passes");
}

// The cell under the mouse, and the cells that it is made of.
void add_links(const Sheet& s) {
    if (s.state.view.network_pinned) {
        const NetworkCell& pinned = *s.state.view.network_pinned;
        s.ring(Role::Pin, s.layout.of(pinned.array).cell(pinned.cell.h, pinned.cell.w), s.palette.accent, 3);
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

void add_head(const Sheet& s, const NetworkResults& results) {
    const Vec2 at{s.layout.of(A::Image).extent().x, s.layout.canvas.y + s.px(s.layout.compact ? 18 : 24)};
    const float size = s.layout.compact ? 13 : 18;
    if (!s.moment) {
        const std::string done = std::to_string(results.training() ? results.training()->epochs_done : 0);
        s.words(Role::Title, results.training() ? "Training was stopped after " + done + " epochs" : "Training ...",
                at, size, s.palette.text, Font::SansBold);
        if (results.training())
            s.words(Role::Subtitle, "The step chosen lies beyond: step back, or train on.", {at.x, at.y + s.px(22)},
                    12, s.palette.dim);
        return;
    }
    const NetworkPlace& place = s.moment->place;
    s.words(Role::Title,
            "Epoch " + std::to_string(place.epoch + 1) + " of " + std::to_string(s.setup.epochs) + " · image " +
                std::to_string(place.sample + 1) + " of " + std::to_string(s.setup.samples.size()),
            at, size, s.palette.text, Font::SansBold);
    if (s.layout.compact) return;
    s.words(Role::Subtitle,
            "Values flow right, from image to loss; below them the gradient of the loss flows back left.",
            {at.x, at.y + s.px(22)}, 12, s.palette.dim);
}

}  // namespace

Scene build_network_scene(const AppState& state, const NetworkResults& results, Rect canvas,
                          const std::optional<NetworkCell>& hovered) {
    Scene scene;
    scene.canvas = canvas;
    const Palette& palette = palette_of(state.view.theme);
    scene.background = palette.canvas;
    const NetworkLayout layout = network_layout(state, canvas);
    const NetworkSetup& setup = results.training() ? results.training()->setup : network_of(state.document);
    const Sheet sheet{state, setup, results.moment() ? &*results.moment() : nullptr, layout, palette, hovered, scene};
    add_head(sheet, results);
    const std::vector<Place> winners = receivers(sheet);
    for (const NetworkArrayRow& array : network_arrays()) add_array(sheet, array, winners);
    add_flows(sheet);
    add_marks(sheet);
    add_links(sheet);
    add_loss_plot(scene, state, results, layout);
    return scene;
}

}  // namespace poolwalk::scene
