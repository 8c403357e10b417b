#include "core/scene/sketch.h"

#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/scene/colormap.h"
#include "core/scene/motion.h"
#include "core/scene/text_width.h"

namespace poolwalk::scene {
namespace {

constexpr std::int64_t max_numbers = 2048;
constexpr float smallest_font_px = 7.5f, smallest_drawn_px = 8;  // the second unscaled: smaller fonts are not made

// What is drawn of one array: its spec, and the values read once, row by row.
struct Drawn {
    const Sketch& sketch;
    const NumberGrid& spec;
    std::vector<double> values;

    Rect cell(std::size_t i) const {
        const auto at = static_cast<std::int64_t>(i);
        return spec.place.cell(at / spec.place.cols, at % spec.place.cols);
    }
    bool on_padding(std::size_t i) const {
        const auto at = static_cast<std::int64_t>(i);
        return spec.on_padding && spec.on_padding(at / spec.place.cols, at % spec.place.cols);
    }
};

std::vector<double> values_of(const NumberGrid& spec) {
    const auto& [origin, cell_px, rows, cols] = spec.place;
    std::vector<double> values(static_cast<std::size_t>(rows * cols));
    for (std::size_t i = 0; spec.computed && i < values.size(); ++i)
        values[i] = spec.value(static_cast<std::int64_t>(i) / cols, static_cast<std::int64_t>(i) % cols);
    return values;
}

void add_cells(const Drawn& d) {
    const PlacedGrid& place = d.spec.place;
    HeatMap map = d.sketch.cells(d.spec.grid, d.spec.colors);
    map.viewport = place.extent();
    map.origin = place.origin;
    map.cell_px = place.cell_px;
    map.gap_px = place.cell_px >= 12 ? 1.0f : 0.0f;
    map.rows = place.rows;
    map.cols = place.cols;
    map.values = std::make_shared<std::vector<float>>(d.values.begin(), d.values.end());
    map.filled = d.spec.computed ? place.rows * place.cols : 0;
    d.sketch.scene.grids.push_back(std::move(map));
}

// A cell that is no cell of X: an empty place with a dashed edge.
void add_padding(const Drawn& d) {
    if (!d.spec.on_padding) return;
    const auto& [scene, palette, scale] = d.sketch;
    const float cell_px = d.spec.place.cell_px;
    for (std::size_t i = 0; i < d.values.size(); ++i) {
        if (!d.on_padding(i)) continue;
        const Rect cell = d.cell(i);
        scene.boxes.push_back(
            {.role = Role::Padding, .rect = cell, .stroke = palette.canvas, .fill = palette.canvas, .thickness = 1});
        if (d.spec.padding_text.empty() || cell_px < 14 * scale) continue;
        scene.boxes.push_back({.role = Role::Padding,
                               .rect = {cell.x + 1, cell.y + 1, cell.w - 2, cell.h - 2},
                               .stroke = palette.line,
                               .thickness = 1,
                               .dashed = true});
        d.sketch.text(Role::Padding, d.spec.padding_text, cell.center(),
                      {.size = std::max(smallest_drawn_px, std::min(cell_px * 0.36f / scale, 15.0f)),
                       .color = palette.dim,
                       .font = Font::Mono,
                       .align = Align::Center});
    }
}

// 0 if they do not fit.
float size_that_fits(const std::vector<std::string>& texts, float cell_px, float scale) {
    std::size_t longest = 1;
    for (const std::string& text : texts) longest = std::max(longest, letters_in(text));
    const float fit = cell_px * 0.9f / (0.6f * static_cast<float>(longest));
    const float size = std::min(std::max(cell_px * 0.36f, std::min(12 * scale, cell_px * 0.46f)), fit);
    const float drawn = std::max(size, smallest_drawn_px * scale);
    // The smallest letters may come closer to the edge than others: small they are better than none.
    return size >= smallest_font_px && drawn * 0.6f * static_cast<float>(longest) <= cell_px * 0.98f ? size : 0;
}

// The texts with the most digits that fit the cells, and the size they fit at; 0 if none do.
float print(const Drawn& d, std::vector<std::string>& texts) {
    for (int digits = 4; digits >= 1; --digits) {
        const NumberStyle style = style_for(d.values, digits);
        texts.clear();
        for (const double v : d.values)
            texts.push_back(d.spec.text ? d.spec.text(v, digits) : number_text(v, style.digits, style.signed_zero));
        if (const float size = size_that_fits(texts, d.spec.place.cell_px, d.sketch.scale); size > 0) return size;
    }
    return 0;
}

void add_numbers(const Drawn& d) {
    if (d.spec.place.cell_px < 14 || d.spec.place.rows * d.spec.place.cols > max_numbers) return;
    const Palette& palette = d.sketch.palette;
    const ColorScale& colors = d.spec.colors;
    std::vector<std::string> texts;
    const float size = print(d, texts);
    if (size == 0) return;
    for (std::size_t i = 0; i < d.values.size(); ++i) {
        if (d.on_padding(i)) continue;
        const bool quiet = d.values[i] == 0 && d.spec.grid != GridId::Input;  // of a gradient
        const Color ground =
            std::isnan(d.values[i]) ? palette.nan : color_at(*colors.ramp, d.values[i], colors.low, colors.high);
        d.sketch.scene.labels.push_back({.role = Role::Value,
                                         .text = std::move(texts[i]),
                                         .at = d.cell(i).center(),
                                         .size_px = size,
                                         .font = Font::Mono,
                                         .color = quiet ? palette.dim : ink_on(ground)});
    }
}

void add_rings(const Drawn& d) {
    const PlacedGrid& place = d.spec.place;
    if (!d.spec.ringed || place.cell_px < 3) return;
    const float radius = std::min(3.0f, place.cell_px / 6 / d.sketch.scale);
    for (std::int64_t h = 0; h < place.rows; ++h)
        for (std::int64_t w = 0; w < place.cols; ++w)
            if (d.spec.ringed(h, w))
                d.sketch.ring(Role::Ring, place.cell(h, w), {.color = d.spec.ring, .radius = radius});
}

void add_indices(const Drawn& d) {
    const PlacedGrid& place = d.spec.place;
    const Sketch& s = d.sketch;
    if (place.cell_px < s.px(14)) return;
    const Rect all = place.extent();
    for (std::int64_t h = 0; h < place.rows; ++h)
        s.index(h, {all.x - s.px(7), place.cell(h, 0).center().y}, Align::Right);
    for (std::int64_t w = 0; w < place.cols; ++w)
        s.index(w, {place.cell(0, w).center().x, all.bottom() + s.px(10)}, Align::Center);
}

}  // namespace

void Sketch::text(Role role, std::string words, Vec2 at, const TextLook& look) const {
    scene.labels.push_back({.role = role,
                            .text = std::move(words),
                            .at = at,
                            .size_px = px(look.size),
                            .font = look.font,
                            .align = look.align,
                            .color = look.color,
                            .halo = look.halo,
                            .clip = look.clip});
}

void Sketch::index(std::int64_t number, Vec2 at, Align align) const {
    // The halo stays invisible unless an arrow crosses the number.
    const Color halo{palette.canvas.r, palette.canvas.g, palette.canvas.b, 0};
    text(Role::Index, std::to_string(number), at,
         {.size = 11, .color = palette.dim, .font = Font::Mono, .align = align, .halo = halo});
}

void Sketch::ring(Role role, Rect rect, const Pen& pen) const {
    scene.rings.push_back({.role = role,
                           .rect = rect,
                           .stroke = pen.color,
                           .fill = pen.fill,
                           .thickness = px(pen.thickness),
                           .radius = px(pen.radius),
                           .dashed = pen.dashed,
                           .clip = pen.clip});
}

void Sketch::disc(Role role, Vec2 center, std::string words, const DiscLook& look) const {
    const Label label{.role = role,
                      .text = std::move(words),
                      .at = center,
                      .size_px = px(look.text_size),
                      .font = look.font,
                      .color = look.ink};
    scene.discs.push_back({.role = role,
                           .center = center,
                           .radius = look.radius_px,
                           .fill = look.fill,
                           .label = label,
                           .clip = look.clip});
}

Bend bend_over(Vec2 from, Vec2 over, Vec2 to) { return {between(from, over, 2.0f / 3), between(to, over, 2.0f / 3)}; }

void Sketch::arrow(Role role, Vec2 from, Vec2 to, const ArrowLook& look) const {
    const Bend bend = look.bend.value_or(bend_over(from, between(from, to, 0.5f), to));
    scene.arrows.push_back({.role = role,
                            .from = from,
                            .leave = bend.leave,
                            .arrive = bend.arrive,
                            .to = to,
                            .color = look.color,
                            .thickness = px(look.thickness),
                            .head_px = px(look.head),
                            .dashed = look.dashed,
                            .casing = look.casing});
}

void Sketch::unreached(Rect cell, Rect clip) const {
    scene.boxes.push_back({.role = Role::Unreached,
                           .rect = cell,
                           .stroke = {palette.dim.r, palette.dim.g, palette.dim.b, 110},
                           .thickness = 1,
                           .hatch = true,
                           .clip = clip});
}

void Sketch::title(std::string words, const std::vector<std::string>& subtitles, Vec2 at,
                   const TitleLook& look) const {
    text(Role::Title, std::move(words), {at.x, at.y - px(look.above)},
         {.size = look.size, .color = look.color, .font = Font::SansBold});
    for (const std::string& subtitle : subtitles)
        if (fits(subtitle, px(look.subtitle_size), look.room_px))
            return text(Role::Subtitle, subtitle, {at.x, at.y - px(look.subtitle_above)},
                        {.size = look.subtitle_size, .color = palette.dim});
}

void Sketch::legend(Rect bar, const ColorScale& colors) const {
    scene.bars.push_back({bar, colors.ramp});
    const auto end = [&](double value, float x, Align align) {
        text(Role::Legend, short_text(value), {x, bar.bottom() + px(10)},
             {.size = 11, .color = palette.dim, .font = Font::Mono, .align = align});
    };
    end(colors.low, bar.x, Align::Left);
    end(colors.high, bar.right(), Align::Right);
}

HeatMap Sketch::cells(GridId grid, const ColorScale& colors) const {
    return {.grid = grid,
            .low = static_cast<float>(colors.low),
            .high = static_cast<float>(colors.high),
            .ramp = colors.ramp,
            .gap = palette.canvas,
            .nan = palette.nan,
            .hatch = palette.hatch,
            .hatch_back = palette.empty};
}

void Sketch::curve(const Plot& plot, std::vector<Vec2> points, const Pen& pen) const {
    scene.strokes.push_back({.points = std::move(points),
                             .color = pen.color,
                             .thickness = px(pen.thickness),
                             .dashed = pen.dashed,
                             .clip = plot.rect});
}

void Sketch::grid(const NumberGrid& spec) const {
    const Drawn drawn{*this, spec, values_of(spec)};
    add_cells(drawn);
    add_padding(drawn);
    if (spec.computed) {
        add_numbers(drawn);
        add_rings(drawn);
    }
    if (spec.indices) add_indices(drawn);
}

}  // namespace poolwalk::scene
