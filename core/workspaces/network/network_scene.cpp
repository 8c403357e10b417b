#include "core/workspaces/network/network_scene.h"

#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/scene/colormap.h"
#include "core/scene/rects.h"
#include "core/workspaces/network/network_flow.h"
#include "core/workspaces/network/network_plot.h"

namespace poolwalk::scene {
namespace {

using A = NetworkArray;

// What stands below the symbol of an array.
std::string subtitle(const NetworkSketch& s, A array) {
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

double largest(const NetworkSketch& s, const NetworkArrayRow& array) {
    double maximum = 0;
    for (std::int64_t h = 0; h < array.rows; ++h)
        for (std::int64_t w = 0; w < array.cols; ++w)
            if (const double v = std::abs(s.value(array.array, {h, w})); std::isfinite(v))
                maximum = std::max(maximum, v);
    return maximum;
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
std::vector<Place> receivers(const NetworkSketch& s) {
    std::vector<Place> all;
    if (!s.has(A::Pooled)) return all;
    for (const PoolWindow& window : pool_windows(s.moment->pass.rectified, rules_of(s.setup.tie)))
        all.insert(all.end(), window.receivers.begin(), window.receivers.end());
    return all;
}

void add_title(const NetworkSketch& s, const NetworkArrayRow& array, const Rect& extent, int exponent) {
    const Color color = array.gradient ? s.palette.backward : array.given ? s.palette.text : s.palette.forward;
    const float room = s.layout.room_px[static_cast<std::size_t>(array.array)];
    const std::string power = exponent == 0 ? "" : "×1e" + std::to_string(exponent);
    const float size = s.layout.compact ? 13.0f : 16.0f, above = s.px(s.layout.compact ? 14 : 31);
    s.draw.text(Role::Title, std::string(array.symbol), {extent.x, extent.y - above},
                {.size = size, .color = color, .font = Font::SansBold});
    const float symbol = s.px(size * 0.7f) * static_cast<float>(array.symbol.size());
    const bool fits_beside = symbol + s.px(7) * static_cast<float>(power.size()) <= room;
    const Vec2 beside{extent.x + symbol + s.px(4), extent.y - above + s.px(1)},
        below{extent.x, extent.bottom() + s.px(10)};
    if (!power.empty())  // the numbers mean nothing without it
        s.draw.text(Role::Legend, power, fits_beside ? beside : below,
                    {.size = 11, .color = s.palette.dim, .font = Font::Mono});
    if (s.layout.compact) return;
    const std::string words = subtitle(s, array.array);
    if (s.px(5.7f) * static_cast<float>(words.size()) <= room + s.px(8))
        s.draw.text(Role::Subtitle, words, {extent.x, extent.y - s.px(14)}, {.size = 11, .color = s.palette.dim});
}

void add_array(const NetworkSketch& s, const NetworkArrayRow& array, const std::vector<Place>& winners) {
    const Rect extent = s.layout.of(array.array).extent();
    const bool computed = s.has(array.array),
               signed_colors = array.gradient || array.array == A::Kernel || array.array == A::Dense;
    const double most = computed ? largest(s, array) : 0;
    const int exponent = exponent_of(most);
    const double unit = std::pow(10.0, exponent), reach = most == 0 ? 1 : most / unit;
    const bool whole_range = array.array == A::Image || array.array == A::Convolved;
    const bool rings = array.array == A::Rectified || array.array == A::DRectified;
    const auto is_winner = [&](std::int64_t h, std::int64_t w) {
        return std::ranges::find(winners, Place{h, w}) != winners.end();
    };
    const View& view = s.state.view;
    NumberGrid grid{.grid = array.gradient ? GridId::GradInput : GridId::Input,
                    .place = s.layout.of(array.array),
                    .value =
                        [&](std::int64_t h, std::int64_t w) {
                            return s.value(array.array, {h, w}) / unit;
                        },
                    .colors = {signed_colors || whole_range ? -reach : 0, reach,
                               signed_colors ? gradient_ramp(view.theme) : ramp_of(view.colormap, view.theme)},
                    .ring = array.gradient ? s.palette.backward : s.palette.forward,
                    .computed = computed,
                    .text = array.rows * array.cols == 1 ? lone_text : cell_text};
    if (rings) grid.ringed = is_winner;
    s.draw.grid(grid);
    if (!computed)
        s.draw.scene.grounds.push_back(
            {.role = Role::Card, .rect = extent, .stroke = s.palette.line, .thickness = 1});
    add_title(s, array, extent, exponent);
    if (s.is_now(array.array)) s.draw.ring(Role::WindowOutline, shrunk(extent, -s.px(4)), {s.palette.accent, 2.5f});
}

void add_head(const NetworkSketch& s, const NetworkResults& results) {
    const Vec2 at{s.layout.of(A::Image).extent().x, s.layout.canvas.y + s.px(s.layout.compact ? 18 : 24)};
    const float size = s.layout.compact ? 13 : 18;
    if (!s.moment) {
        const std::string done = std::to_string(results.training() ? results.training()->epochs_done : 0);
        s.draw.text(Role::Title,
                    results.training() ? "Training was stopped after " + done + " epochs" : "Training ...", at,
                    {.size = size, .color = s.palette.text, .font = Font::SansBold});
        if (results.training())
            s.draw.text(Role::Subtitle, "The step chosen lies beyond: step back, or train on.",
                        {at.x, at.y + s.px(22)}, {.color = s.palette.dim});
        return;
    }
    const NetworkPlace& place = s.moment->place;
    s.draw.text(Role::Title,
                "Epoch " + std::to_string(place.epoch + 1) + " of " + std::to_string(s.setup.epochs) + " · image " +
                    std::to_string(place.sample + 1) + " of " + std::to_string(s.setup.samples.size()),
                at, {.size = size, .color = s.palette.text, .font = Font::SansBold});
    if (s.layout.compact) return;
    s.draw.text(Role::Subtitle,
                "Values flow right, from image to loss; below them the gradient of the loss flows back left.",
                {at.x, at.y + s.px(22)}, {.color = s.palette.dim});
}

void name_places(Scene& scene, const NetworkLayout& layout) {
    for (const NetworkArrayRow& array : network_arrays())
        for (std::int64_t h = 0; h < array.rows; ++h)
            for (std::int64_t w = 0; w < array.cols; ++w)
                scene.name_cell(array.symbol, {h, w}, layout.cell({array.array, {h, w}}));
    scene.names.push_back({"loss_plot", layout.plot});
}

}  // namespace

void draw_network(Scene& scene, const Shown& shown, const NetworkLayout& layout) {
    const AppState& state = shown.state;
    const NetworkResults& results = shown.analyses.network();
    const NetworkSetup& setup = results.training() ? results.training()->setup : network_of(state.document);
    const std::optional<NetworkMoment> moment = results.moment_at(state);
    const NetworkSketch s{sketch_of(scene, state),     state,  setup,
                          moment ? &*moment : nullptr, layout, shown.pointing.hit.number};
    add_head(s, results);
    const std::vector<Place> winners = receivers(s);
    for (const NetworkArrayRow& array : network_arrays()) add_array(s, array, winners);
    add_flow(s);
    add_loss_plot(s.draw, layout, results, moment);
    if (scene.keeps_names) name_places(scene, layout);
}

}  // namespace poolwalk::scene
