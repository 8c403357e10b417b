#include "core/workspaces/columns/columns_scene.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/base/number_text.h"
#include "core/scene/colormap.h"
#include "core/scene/small_grid.h"
#include "core/scene/text_width.h"
#include "core/workspaces/columns/columns_highlights.h"
#include "core/workspaces/walk/walk_parts.h"

namespace poolwalk::scene {
namespace {

void words(const ColumnsSheet& s, Role role, std::string text, Vec2 at, float size, Color color,
           Font font = Font::Sans, Align align = Align::Left) {
    s.scene.labels.push_back({.role = role,
                              .text = std::move(text),
                              .at = at,
                              .size_px = s.px(size),
                              .font = font,
                              .align = align,
                              .color = color});
}

// A title with the longest of the subtitles, which go from long to short, that fits above the room.
void add_title(const ColumnsSheet& s, const char* title, std::initializer_list<std::string> subtitles, Rect below,
               Color color, float lift = 0) {
    words(s, Role::Title, title, {below.x, below.y - lift - s.px(34)}, 18, color, Font::SansBold);
    for (const std::string& subtitle : subtitles)
        if (fits(subtitle, s.px(12), below.w))
            return words(s, Role::Subtitle, subtitle, {below.x, below.y - lift - s.px(14)}, 12, s.palette.dim);
}

// Up to the names of the matrix's rows.
Rect title_room(const ColumnsSheet& s, const PlanePart& part) {
    Rect room = part.extent();
    room.w = s.layout.band(s.first_band()).x - s.px(40) - room.x;
    return room;
}

std::string plane_text(const ColumnsSheet& s) {
    const Shape& x = s.layout.plan.input;
    if (x.planes() == 1) return {};
    return " · n " + std::to_string(s.layout.plane / x.c) + ", c " + std::to_string(s.layout.plane % x.c);
}

PlainGrid part_spec(const ColumnsSheet& s, const PlanePart& part, bool gradient) {
    const ValueRange range = gradient ? s.derived.gradient_range : s.derived.input_range;
    const Shape& x = s.layout.plan.input;
    return {.grid = gradient ? GridId::GradInput : GridId::Input,
            .room = part.extent(),
            .max_cell_px = part.cell_px,
            .scale = s.layout.scale,
            .rows = part.rows.shown,
            .cols = part.cols.shown,
            .low = range.low,
            .high = range.high,
            .ramp = gradient ? gradient_ramp(s.state.view.theme) : ramp_of(s.state.view.colormap, s.state.view.theme),
            .on_padding =
                [&part, &x](std::int64_t h, std::int64_t w) {
                    return !inside({part.rows.first + h, part.cols.first + w}, x.h, x.w);
                },
            .padding_text = gradient ? "" : "-∞"};
}

void add_plane_marks(const ColumnsSheet& s, const PlanePart& part, bool hatch) {
    const Shape& x = s.layout.plan.input;
    for (std::int64_t h = part.rows.first; h < part.rows.end(); ++h)
        for (std::int64_t w = part.cols.first; hatch && w < part.cols.end(); ++w)
            if (inside({h, w}, x.h, x.w) && windows_of(s.layout.plan.geometry, s.layout.plan.output, {h, w}).empty())
                s.scene.boxes.push_back({.role = Role::Unreached,
                                         .rect = part.cell({h, w}),
                                         .stroke = {s.palette.dim.r, s.palette.dim.g, s.palette.dim.b, 110},
                                         .thickness = 1,
                                         .hatch = true});
    if (part.cell_px < s.px(13)) return;
    const Rect all = part.extent();
    for (std::int64_t h = std::max<std::int64_t>(0, part.rows.first); h < std::min(x.h, part.rows.end()); ++h)
        words(s, Role::Index, std::to_string(h), {all.x - s.px(6), part.cell({h, part.cols.first}).center().y}, 11,
              s.palette.dim, Font::Mono, Align::Right);
    for (std::int64_t w = std::max<std::int64_t>(0, part.cols.first); w < std::min(x.w, part.cols.end()); ++w)
        words(s, Role::Index, std::to_string(w),
              {part.cell({part.rows.first, w}).center().x, all.bottom() + s.px(10)}, 11, s.palette.dim, Font::Mono,
              Align::Center);
}

std::string size_text(std::int64_t rows, std::int64_t cols) {
    return std::to_string(rows) + " × " + std::to_string(cols);
}

void add_input(const ColumnsSheet& s) {
    const PlanePart& part = s.layout.input;
    PlainGrid spec = part_spec(s, part, false);
    const Shape& x = s.layout.plan.input;
    spec.value = [&](std::int64_t h, std::int64_t w) {
        const Place at{part.rows.first + h, part.cols.first + w};
        return inside(at, x.h, x.w) ? value_at(s.view.input, s.layout.plane, at.h, at.w) : 0;
    };
    add_plain_grid(s.scene, spec, s.palette);
    add_plane_marks(s, part, part.cell_px >= 8);
    const std::string size = size_text(x.h, x.w);
    const bool cut = part.rows.shown < x.h || part.cols.shown < x.w;
    add_title(s, "X", {"input · " + size + (cut ? ", a part" : "") + plane_text(s), size + plane_text(s), size},
              title_room(s, part), s.palette.forward);
}

// Windows that reach the part, times what it costs to look at one.
bool affordable(const ColumnsSheet& s, const PlanePart& part) {
    const Geometry& g = s.layout.plan.geometry;
    const std::int64_t high = (part.rows.shown + g.kernel.rows * g.dilation.rows) / g.stride.rows + 1;
    const std::int64_t wide = (part.cols.shown + g.kernel.cols * g.dilation.cols) / g.stride.cols + 1;
    return std::min(high, s.layout.plan.output.h) * std::min(wide, s.layout.plan.output.w) <
           (std::int64_t{1} << 23) / s.layout.plan.rows();
}

void add_grad_input(const ColumnsSheet& s) {
    const PlanePart& part = s.layout.grad_input;
    const ColumnsPlan& plan = s.layout.plan;
    PlainGrid spec = part_spec(s, part, true);
    const std::int64_t columns = columns_done(plan, ColumnsPhase::Col2im, s.done);
    const bool begun = s.done >= index_of(plan, {ColumnsPhase::Col2im, 0}), over = columns == plan.columns();
    spec.computed = begun && (columns == 0 || over || affordable(s, part));
    std::vector<double> held;
    if (spec.computed) {
        std::vector<Place> cells;
        for (std::int64_t h = part.rows.first; h < part.rows.end(); ++h)
            for (std::int64_t w = part.cols.first; w < part.cols.end(); ++w)
                cells.push_back({std::clamp<std::int64_t>(h, 0, plan.input.h - 1),
                                 std::clamp<std::int64_t>(w, 0, plan.input.w - 1)});
        held = added_back(s.view, plan, s.derived.grad_input, columns, s.layout.plane, cells);
    }
    spec.value = [&](std::int64_t h, std::int64_t w) { return held[static_cast<std::size_t>(h * spec.cols + w)]; };
    add_plain_grid(s.scene, spec, s.palette);
    add_plane_marks(s, part, spec.computed && part.cell_px >= 8);
    const std::string so_far = !begun          ? "not computed yet"
                               : over          ? "complete"
                               : spec.computed ? "so far"
                                               : "too large to show before its end";
    add_title(s, "dX", {"gradient at the input · " + so_far, so_far}, title_room(s, part), s.palette.backward);
}

// A part of a matrix or of the rows Y and dY: columns [first, last) of those shown.
void add_band_part(const ColumnsSheet& s, Band band, Part columns, bool computed,
                   const std::function<double(MatrixEntry)>& value) {
    if (columns.shown < 1) return;
    const ColumnsLayout& l = s.layout;
    const bool matrix = band == Band::Columns || band == Band::GradColumns, gradient = band >= Band::GradOutput;
    const Rect first = l.entry(band, {l.rows.first, columns.first});
    const ValueRange range = gradient ? s.derived.gradient_range : s.derived.input_range;
    const std::int64_t rows = matrix ? l.rows.shown : 1;
    PlainGrid spec{
        .grid = gradient ? GridId::GradInput : GridId::Input,
        .room = {first.x, first.y, static_cast<float>(columns.shown) * l.cell_px,
                 static_cast<float>(rows) * l.cell_px},
        .max_cell_px = l.cell_px,
        .scale = l.scale,
        .rows = rows,
        .cols = columns.shown,
        .low = range.low,
        .high = range.high,
        .ramp = gradient ? gradient_ramp(s.state.view.theme) : ramp_of(s.state.view.colormap, s.state.view.theme),
        .computed = computed};
    const auto entry = [&l, columns](std::int64_t h, std::int64_t w) {
        return MatrixEntry{l.rows.first + h, columns.first + w};
    };
    spec.value = [&](std::int64_t h, std::int64_t w) { return value(entry(h, w)); };
    if (matrix && computed)
        spec.on_padding = [&](std::int64_t h, std::int64_t w) { return on_padding(l.plan, entry(h, w)); };
    if (!gradient) spec.padding_text = "-∞";
    add_plain_grid(s.scene, spec, s.palette);
}

// Columns done first, the others hatched behind them.
void add_band(const ColumnsSheet& s, Band band, std::int64_t done, const std::function<double(MatrixEntry)>& value) {
    if (!s.layout.shows(band)) return;
    const Part& all = s.layout.columns;
    const std::int64_t filled = std::clamp<std::int64_t>(done - all.first, 0, all.shown);
    add_band_part(s, band, {all.first, filled}, true, value);
    add_band_part(s, band, {all.first + filled, all.shown - filled}, false, value);
}

void add_bands(const ColumnsSheet& s) {
    const ColumnsPlan& plan = s.layout.plan;
    const auto done = [&](ColumnsPhase phase) { return columns_done(plan, phase, s.done); };
    add_band(s, Band::Columns, done(ColumnsPhase::Gather),
             [&](MatrixEntry at) { return entry_at(s.view, plan, at); });
    add_band(s, Band::Output, done(ColumnsPhase::Argmax),
             [&](MatrixEntry at) { return s.look_at(at.column).maximum; });
    // dY is given from the start; where it is smaller than Y there is nothing to write.
    add_band(s, Band::GradOutput, plan.columns(),
             [&](MatrixEntry at) { return s.look_at(at.column).grad_output.value_or(0); });
    for (std::int64_t j = s.layout.columns.first; s.layout.shows(Band::GradOutput) && j < s.layout.columns.end(); ++j)
        if (!s.look_at(j).grad_output)
            s.scene.rings.push_back({.role = Role::Unreached,
                                     .rect = s.layout.entry(Band::GradOutput, {0, j}),
                                     .stroke = s.palette.hatch,
                                     .fill = s.palette.empty,
                                     .thickness = 1,
                                     .hatch = true});
    const bool begun = s.done >= index_of(plan, {ColumnsPhase::Scatter, 0});
    const std::int64_t written = done(ColumnsPhase::Scatter);
    add_band(s, Band::GradColumns, begun ? plan.columns() : 0,
             [&](MatrixEntry at) { return at.column < written ? s.look_at(at.column).grad_entry(at.row) : 0; });
}

// oh, ow, n, c of each column above it, as the write-up's reshape orders them.
void add_lines(const ColumnsSheet& s) {
    const ColumnsLayout& l = s.layout;
    const Shape& x = l.plan.input;
    const auto line = [&](const char* name, float y, auto&& value) {
        words(s, Role::Index, name, {l.band(s.first_band()).x - s.px(8), y}, 11, s.palette.dim, Font::Mono,
              Align::Right);
        for (std::int64_t j = l.columns.first; j < l.columns.end(); ++j) {
            const std::string text = std::to_string(value(place_of_column(l.plan, j)));
            const float size =
                std::min(11.0f, l.cell_px * 0.92f / (0.6f * static_cast<float>(text.size())) / l.scale);
            const bool present = s.step && s.step->column == j;
            words(s, Role::Index, text, {l.entry(s.first_band(), {l.rows.first, j}).center().x, y}, size,
                  present ? s.palette.accent : s.palette.dim, Font::Mono, Align::Center);
        }
    };
    float y = l.lines_y;
    const auto next = [&] { return std::exchange(y, y + s.px(13)); };
    line("oh", next(), [](const ColumnPlace& at) { return at.window.h; });
    line("ow", next(), [](const ColumnPlace& at) { return at.window.w; });
    if (x.n > 1) line("n", next(), [&](const ColumnPlace& at) { return at.plane / x.c; });
    if (x.c > 1) line("c", next(), [&](const ColumnPlace& at) { return at.plane % x.c; });
}

void add_band_names(const ColumnsSheet& s) {
    const ColumnsLayout& l = s.layout;
    const ColumnsPlan& plan = l.plan;
    const float names_x = l.band(s.first_band()).x - s.px(8);
    for (const Band band : all_bands) {
        if (!l.shows(band)) continue;
        if (band == Band::Output || band == Band::GradOutput) {
            words(s, Role::Title, band == Band::Output ? "Y" : "dY", {names_x, l.band(band).center().y}, 15,
                  band == Band::Output ? s.palette.forward : s.palette.backward, Font::SansBold, Align::Right);
            continue;
        }
        for (std::int64_t i = l.rows.first; i < l.rows.end(); ++i)
            words(s, Role::Index,
                  std::to_string(i / plan.geometry.kernel.cols) + "," + std::to_string(i % plan.geometry.kernel.cols),
                  {names_x, l.entry(band, {i, l.columns.first}).center().y}, 11, s.palette.dim, Font::Mono,
                  Align::Right);
    }
    const std::string size = size_text(plan.rows(), plan.columns());
    const float room = std::max(l.band(s.first_band()).w, l.canvas.right() - l.band(s.first_band()).x - s.px(12));
    if (l.shows(Band::Columns)) {
        const Rect& band = l.band(Band::Columns);
        add_title(s, "X_col",
                  {size + ": a row for each cell of a window, a column for each window",
                   size + ": a column for each window", size},
                  {band.x, l.lines_y, room, band.h}, s.palette.forward, s.px(6));
    }
    if (l.shows(Band::GradColumns)) {
        const Rect& band = l.band(Band::GradOutput);
        const bool own_lines = !l.shows(Band::Columns);
        add_title(s, "dX_col",
                  {size + ": dY of each window at its argmax, 0 elsewhere", "dY at the argmax, 0 elsewhere", size},
                  {band.x, own_lines ? l.lines_y : band.y, room, band.h}, s.palette.backward,
                  own_lines ? s.px(6) : 0);
    }
}

// All columns as a bar: the part shown, the present column, the copies of the cell under the mouse.
void add_overview(const ColumnsSheet& s) {
    const ColumnsLayout& l = s.layout;
    const Rect& bar = l.overview;
    if (bar.w <= 0) return;
    const auto total = static_cast<float>(l.plan.columns());
    const auto x_of = [&](std::int64_t column) { return bar.x + bar.w * static_cast<float>(column) / total; };
    const auto tick = [&](std::int64_t column, Color color) {
        s.scene.boxes.push_back({.role = Role::Legend,
                                 .rect = {x_of(column), bar.y, std::max(s.px(2), bar.w / total), bar.h},
                                 .fill = color});
    };
    s.scene.boxes.push_back(
        {.role = Role::Legend, .rect = bar, .stroke = s.palette.line, .fill = s.palette.code, .thickness = 1});
    s.scene.boxes.push_back(
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
            return words(s, Role::Caption, caption, {bar.x, bar.bottom() + s.px(11)}, 12, s.palette.dim);
}

void add_legend_bar(const ColumnsSheet& s, const char* name, float x, bool gradient) {
    const ValueRange range = gradient ? s.derived.gradient_range : s.derived.input_range;
    const Rect rect{x, s.layout.canvas.bottom() - s.px(32), s.px(110), s.px(8)};
    s.scene.bars.push_back(
        {rect, gradient ? gradient_ramp(s.state.view.theme) : ramp_of(s.state.view.colormap, s.state.view.theme)});
    words(s, Role::Legend, name, {x - s.px(8), rect.center().y}, 12, s.palette.dim, Font::Sans, Align::Right);
    words(s, Role::Legend, short_text(range.low), {rect.x, rect.bottom() + s.px(10)}, 11, s.palette.dim, Font::Mono);
    words(s, Role::Legend, short_text(range.high), {rect.right(), rect.bottom() + s.px(10)}, 11, s.palette.dim,
          Font::Mono, Align::Right);
}

}  // namespace

Scene build_columns_scene(const AppState& state, const Derived& derived, Rect canvas, const ColumnsLook& look,
                          SceneCache& cache) {
    Scene scene;
    scene.canvas = canvas;
    const Palette& palette = palette_of(state.view.theme);
    scene.background = palette.canvas;
    const ColumnsLayout layout = columns_layout_of(state, canvas, look);
    const ColumnsSheet sheet{state,
                             derived,
                             look,
                             layout,
                             palette,
                             view_of(state.document),
                             current_columns_step(state),
                             state.play.columns_done,
                             scene,
                             {}};
    if (layout.strip.w > 0) {
        const Layout strip = strip_of(layout);
        Sketch sketch{state, derived, strip, palette, std::nullopt, scene};
        add_thumbnails(sketch, cache);
    }
    add_input(sheet);
    add_grad_input(sheet);
    add_bands(sheet);
    add_lines(sheet);
    add_band_names(sheet);
    add_overview(sheet);
    if (layout.legend) {
        add_legend_bar(sheet, "X, Y", canvas.right() - sheet.px(320), false);
        add_legend_bar(sheet, "dX, dY", canvas.right() - sheet.px(134), true);
    }
    add_lights(sheet);
    return scene;
}

}  // namespace poolwalk::scene
