#include "core/workspaces/columns/columns_grids.h"

#include <algorithm>

namespace poolwalk::scene {
namespace {

// With the longest of the subtitles that has room up to the names of the matrix's rows.
void add_title(const ColumnsSketch& s, const PlanePart& part, const char* title,
               const std::vector<std::string>& subtitles, Color color) {
    const Rect all = part.extent();
    const float room = s.layout.band(s.first_band()).x - s.px(40) - all.x;
    s.draw.title(title, subtitles, {all.x, all.y}, {.color = color, .room_px = room});
}

std::string plane_text(const ColumnsSketch& s) {
    const Shape& x = s.layout.plan.input;
    if (x.planes() == 1) return {};
    return " · n " + std::to_string(s.layout.plane / x.c) + ", c " + std::to_string(s.layout.plane % x.c);
}

NumberGrid part_spec(const ColumnsSketch& s, const PlanePart& part, bool gradient) {
    const Shape& x = s.layout.plan.input;
    return {.grid = gradient ? GridId::GradInput : GridId::Input,
            .place = {part.origin, part.cell_px, part.rows.shown, part.cols.shown},
            .colors = colors_of(s.shown, gradient),
            .on_padding =
                [&part, &x](std::int64_t h, std::int64_t w) {
                    return !inside({part.rows.first + h, part.cols.first + w}, x.h, x.w);
                },
            .padding_text = gradient ? "" : "-∞"};
}

void add_plane_marks(const ColumnsSketch& s, const PlanePart& part, bool hatch) {
    const Shape& x = s.layout.plan.input;
    for (std::int64_t h = part.rows.first; h < part.rows.end(); ++h)
        for (std::int64_t w = part.cols.first; hatch && w < part.cols.end(); ++w)
            if (inside({h, w}, x.h, x.w) && !window_span_of(s.layout.plan.geometry, s.layout.plan.output, {h, w}))
                s.draw.unreached(part.cell({h, w}));
    if (part.cell_px < s.px(13)) return;
    const Rect all = part.extent();
    for (std::int64_t h = std::max<std::int64_t>(0, part.rows.first); h < std::min(x.h, part.rows.end()); ++h)
        s.draw.index(h, {all.x - s.px(6), part.cell({h, part.cols.first}).center().y}, Align::Right);
    for (std::int64_t w = std::max<std::int64_t>(0, part.cols.first); w < std::min(x.w, part.cols.end()); ++w)
        s.draw.index(w, {part.cell({part.rows.first, w}).center().x, all.bottom() + s.px(10)}, Align::Center);
}

void add_input(const ColumnsSketch& s) {
    const PlanePart& part = s.layout.input;
    NumberGrid spec = part_spec(s, part, false);
    const Shape& x = s.layout.plan.input;
    spec.value = [&](std::int64_t h, std::int64_t w) {
        const Place at{part.rows.first + h, part.cols.first + w};
        return inside(at, x.h, x.w) ? value_at(s.view.input, s.layout.plane, at.h, at.w) : 0;
    };
    s.draw.grid(spec);
    add_plane_marks(s, part, part.cell_px >= 8);
    const std::string size = std::to_string(x.h) + " × " + std::to_string(x.w);
    const bool cut = part.rows.shown < x.h || part.cols.shown < x.w;
    add_title(s, part, "X", {"input · " + size + (cut ? ", a part" : "") + plane_text(s), size + plane_text(s), size},
              s.palette.forward);
}

// Windows that reach the part, times what it costs to look at one.
bool affordable(const ColumnsSketch& s, const PlanePart& part) {
    const Geometry& g = s.layout.plan.geometry;
    const std::int64_t high = (part.rows.shown + g.kernel.rows * g.dilation.rows) / g.stride.rows + 1;
    const std::int64_t wide = (part.cols.shown + g.kernel.cols * g.dilation.cols) / g.stride.cols + 1;
    return std::min(high, s.layout.plan.output.h) * std::min(wide, s.layout.plan.output.w) <
           (std::int64_t{1} << 23) / cells_per_look(s.view);
}

void add_grad_input(const ColumnsSketch& s) {
    const PlanePart& part = s.layout.grad_input;
    const ColumnsPlan& plan = s.layout.plan;
    NumberGrid spec = part_spec(s, part, true);
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
        held = added_back(s.view, plan, s.shown.derived.grad_input, columns, s.layout.plane, cells);
    }
    spec.value = [&](std::int64_t h, std::int64_t w) {
        return held[static_cast<std::size_t>(h * spec.place.cols + w)];
    };
    s.draw.grid(spec);
    add_plane_marks(s, part, spec.computed && part.cell_px >= 8);
    const std::string so_far = !begun          ? "not computed yet"
                               : over          ? "complete"
                               : spec.computed ? "so far"
                                               : "too large to show before its end";
    add_title(s, part, "dX", {"gradient at the input · " + so_far, so_far}, s.palette.backward);
}

// A part of a matrix or of the rows Y and dY.
void add_band_part(const ColumnsSketch& s, Band band, Part columns, bool computed,
                   const std::function<double(MatrixEntry)>& value) {
    if (columns.shown < 1) return;
    const ColumnsLayout& l = s.layout;
    const bool matrix = band == Band::Columns || band == Band::GradColumns, gradient = band >= Band::GradOutput;
    const Rect first = l.entry(band, {l.rows.first, columns.first});
    const auto entry = [&l, columns](std::int64_t h, std::int64_t w) {
        return MatrixEntry{l.rows.first + h, columns.first + w};
    };
    NumberGrid spec{.grid = gradient ? GridId::GradInput : GridId::Input,
                    .place = {{first.x, first.y}, l.cell_px, matrix ? l.rows.shown : 1, columns.shown},
                    .value = [&](std::int64_t h, std::int64_t w) { return value(entry(h, w)); },
                    .colors = colors_of(s.shown, gradient),
                    .computed = computed};
    if (matrix && computed)
        spec.on_padding = [&](std::int64_t h, std::int64_t w) { return on_padding(l.plan, entry(h, w)); };
    if (!gradient) spec.padding_text = "-∞";
    s.draw.grid(spec);
}

// Columns done first, the others hatched behind them.
void add_band(const ColumnsSketch& s, Band band, std::int64_t done, const std::function<double(MatrixEntry)>& value) {
    if (!s.layout.shows(band)) return;
    const Part& all = s.layout.columns;
    const std::int64_t filled = std::clamp<std::int64_t>(done - all.first, 0, all.shown);
    add_band_part(s, band, {all.first, filled}, true, value);
    add_band_part(s, band, {all.first + filled, all.shown - filled}, false, value);
}

}  // namespace

void add_planes(const ColumnsSketch& s) {
    add_input(s);
    add_grad_input(s);
}

void add_bands(const ColumnsSketch& s) {
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
            s.draw.scene.rings.push_back({.role = Role::Unreached,
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

}  // namespace poolwalk::scene
