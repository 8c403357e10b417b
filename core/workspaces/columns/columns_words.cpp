#include "core/workspaces/columns/columns_words.h"

#include <algorithm>
#include <utility>

#include "core/scene/text_width.h"

namespace poolwalk::scene {
namespace {

void add_legend_bar(const ColumnsSketch& s, const char* name, float x, bool gradient) {
    const Rect rect{x, s.layout.canvas.bottom() - s.px(32), s.px(110), s.px(8)};
    s.draw.text(Role::Legend, name, {x - s.px(8), rect.center().y}, {.color = s.palette.dim, .align = Align::Right});
    s.draw.legend(rect, colors_of(s.shown, gradient));
}

}  // namespace

// oh, ow, n, c of each column above it, as the write-up's reshape orders them.
void add_column_places(const ColumnsSketch& s) {
    const ColumnsLayout& l = s.layout;
    const Shape& x = l.plan.input;
    const auto line = [&](const char* name, float y, auto&& value) {
        s.draw.text(Role::Index, name, {l.band(s.first_band()).x - s.px(8), y},
                    {.size = 11, .color = s.palette.dim, .font = Font::Mono, .align = Align::Right});
        for (std::int64_t j = l.columns.first; j < l.columns.end(); ++j) {
            const std::string text = std::to_string(value(place_of_column(l.plan, j)));
            const float size =
                std::min(11.0f, l.cell_px * 0.92f / (0.6f * static_cast<float>(text.size())) / l.scale);
            const bool present = s.step && s.step->column == j;
            s.draw.text(Role::Index, text, {l.entry(s.first_band(), {l.rows.first, j}).center().x, y},
                        {.size = size,
                         .color = present ? s.palette.accent : s.palette.dim,
                         .font = Font::Mono,
                         .align = Align::Center});
        }
    };
    float y = l.lines_y;
    const auto next = [&] { return std::exchange(y, y + s.px(13)); };
    line("oh", next(), [](const ColumnPlace& at) { return at.window.h; });
    line("ow", next(), [](const ColumnPlace& at) { return at.window.w; });
    if (x.n > 1) line("n", next(), [&](const ColumnPlace& at) { return at.plane / x.c; });
    if (x.c > 1) line("c", next(), [&](const ColumnPlace& at) { return at.plane % x.c; });
}

void add_band_names(const ColumnsSketch& s) {
    const ColumnsLayout& l = s.layout;
    const ColumnsPlan& plan = l.plan;
    const float names_x = l.band(s.first_band()).x - s.px(8);
    for (const Band band : all_bands) {
        if (!l.shows(band)) continue;
        if (band == Band::Output || band == Band::GradOutput) {
            s.draw.text(Role::Title, band == Band::Output ? "Y" : "dY", {names_x, l.band(band).center().y},
                        {.size = 15,
                         .color = band == Band::Output ? s.palette.forward : s.palette.backward,
                         .font = Font::SansBold,
                         .align = Align::Right});
            continue;
        }
        for (std::int64_t i = l.rows.first; i < l.rows.end(); ++i)
            s.draw.text(
                Role::Index,
                std::to_string(i / plan.geometry.kernel.cols) + "," + std::to_string(i % plan.geometry.kernel.cols),
                {names_x, l.entry(band, {i, l.columns.first}).center().y},
                {.size = 11, .color = s.palette.dim, .font = Font::Mono, .align = Align::Right});
    }
    const std::string size = std::to_string(plan.rows()) + " × " + std::to_string(plan.columns());
    const float room = std::max(l.band(s.first_band()).w, l.canvas.right() - l.band(s.first_band()).x - s.px(12));
    if (l.shows(Band::Columns)) {
        const Rect& band = l.band(Band::Columns);
        s.draw.title("X_col",
                     {size + ": a row for each cell of a window, a column for each window",
                      size + ": a column for each window", size},
                     {band.x, l.lines_y - s.px(6)}, {.color = s.palette.forward, .room_px = room});
    }
    if (l.shows(Band::GradColumns)) {
        const Rect& band = l.band(Band::GradOutput);
        const bool own_lines = !l.shows(Band::Columns);
        s.draw.title("dX_col",
                     {size + ": dY of each window at its argmax, 0 elsewhere", "dY at the argmax, 0 elsewhere", size},
                     {band.x, own_lines ? l.lines_y - s.px(6) : band.y},
                     {.color = s.palette.backward, .room_px = room});
    }
}

// All columns as a bar: the part shown, the present column, the copies of the cell under the mouse.
void add_overview(const ColumnsSketch& s) {
    const ColumnsLayout& l = s.layout;
    const Rect& bar = l.overview;
    if (bar.w <= 0) return;
    const auto total = static_cast<float>(l.plan.columns());
    const auto x_of = [&](std::int64_t column) { return bar.x + bar.w * static_cast<float>(column) / total; };
    const auto tick = [&](std::int64_t column, Color color) {
        s.draw.scene.boxes.push_back({.role = Role::Legend,
                                      .rect = {x_of(column), bar.y, std::max(s.px(2), bar.w / total), bar.h},
                                      .fill = color});
    };
    s.draw.scene.boxes.push_back(
        {.role = Role::Legend, .rect = bar, .stroke = s.palette.line, .fill = s.palette.code, .thickness = 1});
    s.draw.scene.boxes.push_back(
        {.role = Role::Legend,
         .rect = {x_of(l.columns.first), bar.y, bar.w * static_cast<float>(l.columns.shown) / total, bar.h},
         .stroke = s.palette.dim,
         .fill = s.palette.line,
         .thickness = s.px(1)});
    if (const auto cell = s.hovered_cell())
        if (const auto copies = copies_of(l.plan, cell->plane, cell->cell); copies.size() <= 2000)
            for (const MatrixEntry copy : copies) tick(copy.column, s.palette.text);
    if (s.step) tick(s.step->column, s.palette.accent);
    const auto range = [](const std::string& what, const Part& part, std::int64_t all) {
        return what + std::to_string(part.first) + "–" + std::to_string(part.end() - 1) + " of " +
               std::to_string(all);
    };
    const std::string columns = range("columns ", l.columns, l.plan.columns()),
                      rows = range("rows ", l.rows, l.plan.rows());
    for (const std::string& caption : {l.rows.shown < l.plan.rows() ? columns + ", " + rows : columns, columns,
                                       range("", l.columns, l.plan.columns())})
        if (fits(caption, s.px(12), l.canvas.right() - bar.x - s.px(8)))
            return s.draw.text(Role::Caption, caption, {bar.x, bar.bottom() + s.px(11)}, {.color = s.palette.dim});
}

void add_legend(const ColumnsSketch& s) {
    if (!s.layout.legend) return;
    add_legend_bar(s, "X, Y", s.layout.canvas.right() - s.px(320), false);
    add_legend_bar(s, "dX, dY", s.layout.canvas.right() - s.px(134), true);
}

}  // namespace poolwalk::scene
