#include "core/workspaces/walk/grid_numbers.h"

#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/scene/text_width.h"

namespace poolwalk::scene {
namespace {

constexpr float smallest_font_px = 7.5f;
constexpr float largest_font_px = 40;  // before scaling; no font is baked larger

// What a cell of Y prints when its argmax is shown.
std::string argmax_text(const WalkSketch& s, Place at) {
    const std::int64_t plane = s.state.view.plane;
    const std::int32_t flat = s.derived.argmax(plane, at.h, at.w);
    if (flat < 0) return "-1";
    const Shape& x = shape_of(*s.state.document.input);
    const Geometry& g = s.state.document.geometry;
    const std::int64_t h = flat / x.w, w = flat % x.w, c = plane % x.c;
    const Place start = slot_place(g, at, 0, 0);
    switch (s.state.view.y_shows) {
        case YShows::InWindow:
            return std::to_string((h - start.h) / g.dilation.rows * g.kernel.cols + (w - start.w) / g.dilation.cols);
        case YShows::TensorFlow: return std::to_string((h * x.w + w) * x.c + c);
        case YShows::Onnx: return std::to_string((plane * x.h + h) * x.w + w);
        default: return std::to_string(flat);
    }
}

struct CellText {
    Place at;
    double value = 0;
    std::string text;
};

std::vector<CellText> visible_values(const WalkSketch& s, GridId grid) {
    std::vector<CellText> cells;
    const VisibleCells visible = visible_cells(s.layout, grid);
    const WalkPlan plan = plan_of(s.state);
    const GridPart part{.row = visible.first.h,
                        .col = visible.first.w,
                        .rows = visible.last.h - visible.first.h,
                        .cols = visible.last.w - visible.first.w};
    const std::vector<CellState> states =
        cell_states(s.state.document, s.derived, plan, s.state.play.done, s.state.view.plane, grid, part);
    auto held = states.begin();
    for (std::int64_t h = visible.first.h; h < visible.last.h; ++h)
        for (std::int64_t w = visible.first.w; w < visible.last.w; ++w, ++held)
            if (held->computed) cells.push_back({{h, w}, held->value, {}});
    return cells;
}

std::vector<double> values_in(const std::vector<CellText>& cells) {
    std::vector<double> values;
    values.reserve(cells.size());
    for (const CellText& cell : cells) values.push_back(cell.value);
    return values;
}

// The size at which the longest of the texts fits its cell.
float font_px(const WalkSketch& s, const std::vector<CellText>& cells) {
    std::size_t longest = 1;
    for (const CellText& cell : cells) longest = std::max(longest, letters_in(cell.text));
    const float fit = s.layout.cell_px * 0.9f / (0.6f * static_cast<float>(longest));
    // Small cells give more of their room to the number than large ones.
    const float wished = std::max(s.layout.cell_px * 0.34f, std::min(14.0f, s.layout.cell_px * 0.6f));
    return std::min({wished, largest_font_px * s.draw.scale, fit});
}

void add_near_tie(const WalkSketch& s, std::vector<Label>& labels, GridId grid, Place at) {
    const Rect cell = s.cell_rect(grid, at);
    labels.push_back({.role = Role::NearTie,
                      .text = "≈",
                      .at = {cell.right() - s.px(8), cell.y + s.px(8)},
                      .size_px = s.px(12),
                      .font = Font::SansBold,
                      .color = s.palette().accent,
                      .halo = s.palette().canvas,
                      .clip = s.frame(grid).viewport});
}

// The most digits with which the numbers still fit their cells; 0 if not even two do.
int print(const WalkSketch& s, std::vector<CellText>& cells, const std::vector<double>& values, NumberStyle& style) {
    for (int digits = 5; digits >= 1; --digits) {
        style = style_for(values, digits);
        for (CellText& cell : cells) cell.text = number_text(cell.value, style.digits, style.signed_zero);
        if (font_px(s, cells) >= smallest_font_px) return digits;
    }
    return 0;
}

void add_numbers_of(const WalkSketch& s, GridId grid, std::vector<Label>& labels) {
    std::vector<CellText> cells = visible_values(s, grid);
    const std::vector<double> values = values_in(cells);
    const bool indices = grid == GridId::Output && shown_in_y(s.state) != YShows::Values;
    NumberStyle style;
    if (indices)
        for (CellText& cell : cells) cell.text = argmax_text(s, cell.at);
    else if (print(s, cells, values, style) == 0) return;
    const float size = font_px(s, cells);
    if (size < smallest_font_px) return;
    const std::vector<bool> near = indices ? std::vector<bool>(cells.size()) : near_ties(values, style);
    const ColorScale colors = s.colors(grid);
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const double value = cells[i].value;
        const Color ground =
            std::isnan(value) ? s.palette().nan : color_at(*colors.ramp, value, colors.low, colors.high);
        const bool quiet = is_gradient(grid) && value == 0;
        // The halo stays invisible unless an arrow crosses the number.
        labels.push_back({.role = Role::Value,
                          .text = cells[i].text,
                          .at = s.cell_rect(grid, cells[i].at).center(),
                          .size_px = size,
                          .font = Font::Mono,
                          .color = quiet ? s.palette().dim : ink_on(ground),
                          .halo = {ground.r, ground.g, ground.b, 0},
                          .clip = s.frame(grid).viewport});
        if (near[i]) add_near_tie(s, labels, grid, cells[i].at);
    }
}

}  // namespace

const std::vector<Label>& numbers_of(const WalkSketch& s, GridId grid) {
    static const std::vector<Label> none;
    if (!shows_numbers(s.layout) || visible_cells(s.layout, grid).count() > max_labels) return none;
    return s.cache.numbers(s.state, s.layout, grid,
                           [&](std::vector<Label>& labels) { add_numbers_of(s, grid, labels); });
}

void add_numbers(const WalkSketch& s) {
    for (const GridId grid : all_grids) {
        const std::vector<Label>& labels = numbers_of(s, grid);
        s.draw.scene.labels.insert(s.draw.scene.labels.end(), labels.begin(), labels.end());
    }
}

Vec2 half_of_digits(const WalkSketch& s, GridId grid) {
    Vec2 half{};
    for (const Label& label : numbers_of(s, grid)) {
        if (label.role != Role::Value) continue;
        half.x = std::max(half.x, 0.3f * label.size_px * static_cast<float>(letters_in(label.text)));
        half.y = std::max(half.y, 0.37f * label.size_px);
    }
    return half;
}

}  // namespace poolwalk::scene
