#include "core/scene/small_grid.h"

#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/scene/colormap.h"
#include "core/scene/text_width.h"

namespace poolwalk::scene {
namespace {

constexpr std::int64_t max_numbers = 2048;
constexpr float smallest_font_px = 7.5f, smallest_drawn_px = 8;  // the second unscaled: smaller fonts are not made

std::vector<double> values_of(const PlainGrid& spec) {
    if (!spec.computed) return std::vector<double>(static_cast<std::size_t>(spec.rows * spec.cols));
    std::vector<double> values;
    values.reserve(static_cast<std::size_t>(spec.rows * spec.cols));
    for (std::int64_t h = 0; h < spec.rows; ++h)
        for (std::int64_t w = 0; w < spec.cols; ++w) values.push_back(spec.value(h, w));
    return values;
}

bool is_padding(const PlainGrid& spec, std::int64_t at) {
    return spec.on_padding && spec.on_padding(at / spec.cols, at % spec.cols);
}

// A cell that is no cell of X: an empty place with a dashed edge.
void add_padding(Scene& scene, const PlainGrid& spec, const PlacedGrid& placed, const Palette& palette) {
    for (std::int64_t at = 0; spec.on_padding && at < spec.rows * spec.cols; ++at) {
        if (!is_padding(spec, at)) continue;
        const Rect cell = placed.cell(at / spec.cols, at % spec.cols);
        scene.boxes.push_back(
            {.role = Role::Padding, .rect = cell, .stroke = palette.canvas, .fill = palette.canvas, .thickness = 1});
        if (spec.padding_text.empty() || placed.cell_px < 14 * spec.scale) continue;
        scene.boxes.push_back({.role = Role::Padding,
                               .rect = {cell.x + 1, cell.y + 1, cell.w - 2, cell.h - 2},
                               .stroke = palette.line,
                               .thickness = 1,
                               .dashed = true});
        scene.labels.push_back(
            {.role = Role::Padding,
             .text = spec.padding_text,
             .at = cell.center(),
             .size_px = std::max(smallest_drawn_px * spec.scale, std::min(placed.cell_px * 0.36f, 15 * spec.scale)),
             .font = Font::Mono,
             .color = palette.dim});
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
float printed(const PlainGrid& spec, const std::vector<double>& values, float cell_px,
              std::vector<std::string>& texts) {
    for (int most = 4; most >= 1; --most) {
        const NumberStyle style = style_for(values, most);
        texts.clear();
        for (const double v : values)
            texts.push_back(spec.text ? spec.text(v, most) : number_text(v, style.digits, style.signed_zero));
        if (const float size = size_that_fits(texts, cell_px, spec.scale); size > 0) return size;
    }
    return 0;
}

void add_numbers(Scene& scene, const PlainGrid& spec, const PlacedGrid& placed, const std::vector<double>& values,
                 const Palette& palette) {
    if (placed.cell_px < 14 || spec.rows * spec.cols > max_numbers) return;
    std::vector<std::string> texts;
    const float size = printed(spec, values, placed.cell_px, texts);
    if (size == 0) return;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const auto at = static_cast<std::int64_t>(i);
        if (is_padding(spec, at)) continue;
        const bool quiet = values[i] == 0 && spec.grid != GridId::Input;  // of a gradient
        const Color ground =
            std::isnan(values[i]) ? palette.nan : color_at(*spec.ramp, values[i], spec.low, spec.high);
        scene.labels.push_back({.role = Role::Value,
                                .text = texts[i],
                                .at = placed.cell(at / spec.cols, at % spec.cols).center(),
                                .size_px = size,
                                .font = Font::Mono,
                                .color = quiet ? palette.dim : ink_on(ground)});
    }
}

void add_rings(Scene& scene, const PlainGrid& spec, const PlacedGrid& placed) {
    if (!spec.ringed || placed.cell_px < 3) return;
    for (std::int64_t h = 0; h < spec.rows; ++h)
        for (std::int64_t w = 0; w < spec.cols; ++w)
            if (spec.ringed(h, w))
                scene.rings.push_back({.role = Role::Ring,
                                       .rect = placed.cell(h, w),
                                       .stroke = spec.ring,
                                       .thickness = 2 * spec.scale,
                                       .radius = std::min(3 * spec.scale, placed.cell_px / 6)});
}

void add_indices(Scene& scene, const PlainGrid& spec, const PlacedGrid& placed, const Palette& palette) {
    if (placed.cell_px < 14 * spec.scale) return;
    const auto add = [&](std::int64_t index, Vec2 at, Align align) {
        scene.labels.push_back({.role = Role::Index,
                                .text = std::to_string(index),
                                .at = at,
                                .size_px = 11 * spec.scale,
                                .font = Font::Mono,
                                .align = align,
                                .color = palette.dim});
    };
    const Rect all = placed.extent();
    for (std::int64_t h = 0; h < spec.rows; ++h)
        add(h, {all.x - 7 * spec.scale, placed.cell(h, 0).center().y}, Align::Right);
    for (std::int64_t w = 0; w < spec.cols; ++w)
        add(w, {placed.cell(0, w).center().x, all.bottom() + 10 * spec.scale}, Align::Center);
}

}  // namespace

PlacedGrid place_grid(Rect room, std::int64_t rows, std::int64_t cols, float max_cell_px) {
    float cell = std::min({max_cell_px, room.w / static_cast<float>(cols), room.h / static_cast<float>(rows)});
    if (cell >= 4) cell = std::floor(cell);
    const float w = cell * static_cast<float>(cols), h = cell * static_cast<float>(rows);
    return {{std::round(room.x + (room.w - w) / 2), std::round(room.y + (room.h - h) / 2)}, cell, rows, cols};
}

PlacedGrid add_plain_grid(Scene& scene, const PlainGrid& spec, const Palette& palette) {
    const PlacedGrid placed = place_grid(spec.room, spec.rows, spec.cols, spec.max_cell_px);
    const std::vector<double> values = values_of(spec);
    auto shades = std::make_shared<std::vector<float>>(values.begin(), values.end());
    scene.grids.push_back({.grid = spec.grid,
                           .viewport = spec.room,
                           .origin = placed.origin,
                           .cell_px = placed.cell_px,
                           .gap_px = placed.cell_px >= 12 ? 1.0f : 0.0f,
                           .rows = spec.rows,
                           .cols = spec.cols,
                           .values = std::move(shades),
                           .low = static_cast<float>(spec.low),
                           .high = static_cast<float>(spec.high),
                           .ramp = spec.ramp,
                           .gap = palette.canvas,
                           .nan = palette.nan,
                           .filled = spec.computed ? spec.rows * spec.cols : 0,
                           .hatch = palette.hatch,
                           .hatch_back = palette.empty});
    add_padding(scene, spec, placed, palette);
    if (spec.computed) {
        add_numbers(scene, spec, placed, values, palette);
        add_rings(scene, spec, placed);
    }
    if (spec.indices) add_indices(scene, spec, placed, palette);
    return placed;
}

}  // namespace poolwalk::scene
