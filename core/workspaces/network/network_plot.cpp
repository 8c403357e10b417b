#include "core/workspaces/network/network_plot.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/number_text.h"
#include "core/workspaces/network/network_sentence.h"

namespace poolwalk::scene {
namespace {

double highest(const Training& training) {
    double maximum = 0;
    for (const TrainingRun& run : training.runs)
        for (const double loss : run.losses)
            if (std::isfinite(loss)) maximum = std::max(maximum, loss);
    return maximum > 0 ? maximum * 1.08 : 1;
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

// The losses of all rules, and the words that count the curves.
void add_curves(const Sketch& draw, const Plot& plot, const Training& training) {
    std::vector<TieRule> order;
    for (const TrainingRun& run : training.runs)
        if (run.tie != training.setup.tie) order.push_back(run.tie);
    order.push_back(training.setup.tie);
    for (std::size_t i = 0; i < order.size(); ++i)
        draw.curve(plot, points_of(plot, training.runs[static_cast<std::size_t>(order[i])].losses),
                   {.color = curve_color(draw.palette, order[i]), .thickness = 9.0f - 1.4f * static_cast<float>(i)});
    const auto groups = curves_that_coincide(training);
    const std::string summary = std::to_string(tie_rules().size()) + " rules, " +
                                (groups.size() == 1 ? "one curve" : std::to_string(groups.size()) + " curves");
    if (plot.rect.w >= draw.px(250))
        draw.text(Role::Legend, summary, {plot.rect.right(), plot.rect.y - draw.px(16)},
                  {.color = draw.palette.dim, .align = Align::Right});
}

void add_axes(const Sketch& draw, const Plot& plot, std::int64_t epochs) {
    const TextLook look{.size = 11, .color = draw.palette.dim, .font = Font::Mono};
    TextLook right = look;
    right.align = Align::Right;
    for (const double loss : {0.0, plot.y_high / 1.08})
        draw.text(Role::Legend, number_text(loss, 3), {plot.rect.x - draw.px(7), plot.at(0, loss).y}, right);
    const float below = plot.rect.bottom() + draw.px(13);
    draw.text(Role::Legend, "1", {plot.rect.x, below}, look);
    draw.text(Role::Legend, std::to_string(epochs), {plot.rect.right(), below}, right);
}

// The epoch that the cursor stands in, and its loss.
void add_epoch(const Sketch& draw, const Plot& plot, const Training& training, std::int64_t epoch) {
    const auto& losses = training.own().losses;
    if (epoch >= static_cast<std::int64_t>(losses.size())) return;
    const double loss = losses[static_cast<std::size_t>(epoch)];
    const Color accent = draw.palette.accent;
    const float x = plot.at(static_cast<double>(epoch), 0).x, digit = draw.px(7.2f);
    draw.curve(plot, {{x, plot.rect.y}, {x, plot.rect.bottom()}}, {.color = accent, .thickness = 1});
    if (!std::isfinite(loss)) return;
    draw.disc(Role::Plot, plot.at(static_cast<double>(epoch), loss), "", {.radius_px = draw.px(5), .fill = accent});
    const std::string caption = "epoch " + std::to_string(epoch + 1) + ": " + number_text(loss, 5);
    const float width = digit * static_cast<float>(caption.size()),
                ends = digit * static_cast<float>(std::to_string(training.setup.epochs).size() + 1);
    if (width + draw.px(14) + ends > plot.rect.w) return;
    const float left = std::clamp(x - width / 2, plot.rect.x + draw.px(14), plot.rect.right() - ends - width);
    draw.text(Role::Caption, caption, {left, plot.rect.bottom() + draw.px(13)},
              {.color = accent, .font = Font::Mono});
}

}  // namespace

Color curve_color(const Palette& palette, TieRule rule) {
    const std::array colors{palette.forward, palette.accent, palette.backward,
                            palette.good,    palette.bad,    palette.text};
    return colors[static_cast<std::size_t>(rule)];
}

void add_loss_plot(const Sketch& draw, const NetworkLayout& layout, const NetworkResults& results,
                   const std::optional<NetworkMoment>& moment) {
    const Palette& palette = draw.palette;
    draw.scene.grounds.push_back(
        {.role = Role::Plot, .rect = layout.plot, .stroke = palette.line, .fill = palette.code, .thickness = 1});
    draw.text(Role::Title, layout.compact ? "Loss" : "Loss by epoch",
              {layout.plot.x, layout.plot.y - draw.px(layout.compact ? 12 : 16)},
              {.size = layout.compact ? 13.0f : 15.0f, .color = palette.text, .font = Font::SansBold});
    if (!results.training()) return;
    const Training& training = *results.training();
    const auto last = static_cast<double>(training.setup.epochs - 1);
    Plot plot{layout.plot, 0, last, 0, highest(training)};
    if (last == 0) plot = {layout.plot, -0.5, 0.5, 0, plot.y_high};  // one epoch stands in the middle
    add_axes(draw, plot, training.setup.epochs);
    add_curves(draw, plot, training);
    if (moment) add_epoch(draw, plot, training, moment->place.epoch);
}

}  // namespace poolwalk::scene
