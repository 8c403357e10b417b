// The loss curves of all tie rules over each other: thick below, thin above, so that curves which
// coincide are seen as one striped line; the setup's own rule lies on top.
#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/number_text.h"
#include "core/workspaces/network/network_scene.h"
#include "core/workspaces/network/network_sentence.h"

namespace poolwalk::scene {
namespace {

struct Plot {
    Rect rect;
    double epochs = 1, high = 1;
    Vec2 at(double epoch, double loss) const {
        return {rect.x + rect.w * static_cast<float>(epochs > 1 ? epoch / (epochs - 1) : 0.5),
                rect.bottom() - rect.h * static_cast<float>(loss / high)};
    }
};

double highest(const Training& training) {
    double most = 0;
    for (const TrainingRun& run : training.runs)
        for (const double loss : run.losses)
            if (std::isfinite(loss)) most = std::max(most, loss);
    return most > 0 ? most * 1.08 : 1;
}

// The lowest and the highest loss of each pixel column, in the order in which they come.
std::vector<Vec2> points_of(const Plot& plot, const std::vector<double>& losses) {
    std::vector<Vec2> points;
    const auto columns = static_cast<std::size_t>(std::max(plot.rect.w, 1.0f));
    const std::size_t step = std::max<std::size_t>(1, losses.size() / columns);
    for (std::size_t from = 0; from < losses.size(); from += step) {
        const std::size_t to = std::min(from + step, losses.size());
        std::size_t low = from, high = from;
        for (std::size_t i = from; i < to; ++i) {
            if (losses[i] < losses[low]) low = i;
            if (losses[i] > losses[high]) high = i;
        }
        const auto add = [&](std::size_t i) {
            if (std::isfinite(losses[i])) points.push_back(plot.at(static_cast<double>(i), losses[i]));
        };
        add(std::min(low, high));
        if (low != high) add(std::max(low, high));
    }
    return points;
}

}  // namespace

Color curve_color(const Palette& palette, TieRule rule) {
    const std::array colors{palette.forward, palette.accent, palette.backward,
                            palette.good,    palette.bad,    palette.text};
    return colors[static_cast<std::size_t>(rule)];
}

void add_loss_plot(Scene& scene, const AppState& state, const NetworkResults& results, const NetworkLayout& layout) {
    const Palette& palette = palette_of(state.view.theme);
    const auto px = [&](float unscaled) { return unscaled * layout.scale; };
    const auto words = [&](Role role, std::string text, Vec2 at, float size, Color color, Font font, Align align) {
        scene.labels.push_back({.role = role,
                                .text = std::move(text),
                                .at = at,
                                .size_px = px(size),
                                .font = font,
                                .align = align,
                                .color = color});
    };
    scene.grounds.push_back(
        {.role = Role::Plot, .rect = layout.plot, .stroke = palette.line, .fill = palette.code, .thickness = 1});
    words(Role::Title, layout.compact ? "Loss" : "Loss by epoch",
          {layout.plot.x, layout.plot.y - px(layout.compact ? 12 : 16)}, layout.compact ? 13 : 15, palette.text,
          Font::SansBold, Align::Left);
    if (!results.training()) return;
    const Training& training = *results.training();
    const Plot plot{layout.plot, static_cast<double>(training.setup.epochs), highest(training)};
    for (const double loss : {0.0, plot.high / 1.08})
        words(Role::Legend, number_text(loss, 3), {plot.rect.x - px(7), plot.at(0, loss).y}, 11, palette.dim,
              Font::Mono, Align::Right);
    words(Role::Legend, "1", {plot.rect.x, plot.rect.bottom() + px(13)}, 11, palette.dim, Font::Mono, Align::Left);
    words(Role::Legend, std::to_string(training.setup.epochs), {plot.rect.right(), plot.rect.bottom() + px(13)}, 11,
          palette.dim, Font::Mono, Align::Right);

    std::vector<TieRule> order;
    for (const TrainingRun& run : training.runs)
        if (run.tie != training.setup.tie) order.push_back(run.tie);
    order.push_back(training.setup.tie);
    for (std::size_t i = 0; i < order.size(); ++i)
        scene.strokes.push_back({.points = points_of(plot, training.runs[static_cast<std::size_t>(order[i])].losses),
                                 .color = curve_color(palette, order[i]),
                                 .thickness = px(9.0f - 1.4f * static_cast<float>(i)),
                                 .clip = plot.rect});

    const auto groups = curves_that_coincide(training);
    const std::string summary = std::to_string(tie_rules().size()) + " rules, " +
                                (groups.size() == 1 ? "one curve" : std::to_string(groups.size()) + " curves");
    if (plot.rect.w >= px(250))
        words(Role::Legend, summary, {plot.rect.right(), layout.plot.y - px(16)}, 12, palette.dim, Font::Sans,
              Align::Right);
    if (!results.moment()) return;
    const std::int64_t epoch = results.moment()->place.epoch;
    const auto& losses = training.own().losses;
    if (epoch >= static_cast<std::int64_t>(losses.size())) return;
    const double loss = losses[static_cast<std::size_t>(epoch)];
    const float x = plot.at(static_cast<double>(epoch), 0).x;
    scene.strokes.push_back({.points = {{x, plot.rect.y}, {x, plot.rect.bottom()}},
                             .color = palette.accent,
                             .thickness = px(1),
                             .clip = plot.rect});
    if (!std::isfinite(loss)) return;
    scene.discs.push_back({.role = Role::Plot,
                           .center = plot.at(static_cast<double>(epoch), loss),
                           .radius = px(5),
                           .fill = palette.accent,
                           .clip = {}});
    std::string caption = "epoch " + std::to_string(epoch + 1) + ": " + number_text(loss, 5);
    const float width = px(7.2f) * static_cast<float>(caption.size()),
                ends = px(7.2f) * static_cast<float>(std::to_string(training.setup.epochs).size() + 1);
    if (width + px(14) + ends > plot.rect.w) return;
    const float left = std::clamp(x - width / 2, plot.rect.x + px(14), plot.rect.right() - ends - width);
    words(Role::Caption, std::move(caption), {left, plot.rect.bottom() + px(13)}, 12, palette.accent, Font::Mono,
          Align::Left);
}

}  // namespace poolwalk::scene
