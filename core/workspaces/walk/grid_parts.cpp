// The still part of the picture but for the numbers: cells, titles, indices, padding, legend, thumbnails.
#include <algorithm>
#include <cmath>

#include "core/scene/colormap.h"
#include "core/scene/text_width.h"
#include "core/workspaces/walk/walk_parts.h"

namespace poolwalk::scene {
namespace {

std::string size_text(const Shape& shape) { return std::to_string(shape.h) + " × " + std::to_string(shape.w); }

// Under the symbol; the second is for a narrow canvas.
struct Subtitle {
    std::string full, brief;
};

Subtitle subtitle_of(const Sketch& s, GridId grid) {
    const Shape shape = shape_of_grid(s.state.document, grid);
    const std::string size = size_text(shape);
    switch (grid) {
        case GridId::Input: return {"input · " + size, size};
        case GridId::Output:
            for (const auto& choice : y_choices())
                if (choice.value == s.state.view.y_shows && choice.value != YShows::Values)
                    return {std::string(choice.label) + " · " + size, "argmax"};
            return {"output · " + size, size};
        case GridId::GradInput:
            if (!backward_has_begun(s.state)) return {"gradient at the input · not computed yet", "not computed"};
            if (s.state.play.done == step_count(plan_of(s.state))) return {"gradient at the input", "complete"};
            return {"gradient at the input, so far", "so far"};
        case GridId::GradOutput: break;
    }
    const bool partial = shape.h != s.derived.output_shape.h || shape.w != s.derived.output_shape.w;
    if (partial) return {"gradient from above · " + size + ", the top-left windows", size + ", top left"};
    return {"gradient from above · editable", "editable"};
}

// The words that fit into `room` pixels; none if not even the brief ones do.
std::string fitting(const Sketch& s, const Subtitle& words, float room) {
    if (fits(words.full, 13 * s.layout.scale, room)) return words.full;
    return fits(words.brief, 13 * s.layout.scale, room) ? words.brief : std::string();
}

Vec2 title_place(const Sketch& s, GridId grid) {
    const GridFrame& frame = s.frame(grid);
    const PaddingRing ring = grid == GridId::Input ? s.layout.ring : PaddingRing{};
    const float px = s.layout.cell_px;
    return {std::max(frame.viewport.x, frame.origin.x - static_cast<float>(ring.left) * px),
            std::max(frame.viewport.y, frame.origin.y - static_cast<float>(ring.top) * px)};
}

void add_bar(Sketch& s, Vec2 at, GridId grid, const char* name) {
    const ValueRange range = s.range(grid);
    const Rect rect{at.x, at.y, s.px(130), s.px(8)};
    s.scene.bars.push_back({rect, s.ramp(grid)});
    const auto label = [&](std::string text, float x, Align align) {
        s.scene.labels.push_back({.role = Role::Legend,
                                  .text = std::move(text),
                                  .at = {x, rect.bottom() + s.px(10)},
                                  .size_px = s.px(11),
                                  .font = Font::Mono,
                                  .align = align,
                                  .color = s.palette.dim});
    };
    label(short_text(range.low), rect.x, Align::Left);
    label(short_text(range.high), rect.right(), Align::Right);
    if (is_gradient(grid)) label("0", rect.center().x, Align::Center);
    s.scene.labels.push_back({.role = Role::Legend,
                              .text = name,
                              .at = {rect.x - s.px(8), rect.center().y},
                              .size_px = s.px(12),
                              .align = Align::Right,
                              .color = s.palette.dim});
}

void add_ring_cell(Sketch& s, Place at, bool numbers) {
    const Rect rect = s.cell_rect(GridId::Input, at);
    const Rect& view = s.frame(GridId::Input).viewport;
    const float gap = s.layout.cell_px >= 12 ? 1.0f : 0.0f;
    s.scene.boxes.push_back({.role = Role::Padding,
                             .rect = {rect.x + gap, rect.y + gap, rect.w - 2 * gap, rect.h - 2 * gap},
                             .stroke = s.palette.line,
                             .fill = s.palette.canvas,
                             .thickness = 1,
                             .dashed = true,
                             .clip = view});
    if (!numbers) return;
    s.scene.labels.push_back({.role = Role::Padding,
                              .text = "-∞",
                              .at = rect.center(),
                              .size_px = std::min(s.layout.cell_px * 0.3f, s.px(18)),
                              .font = Font::Mono,
                              .color = s.palette.dim,
                              .clip = view});
}

std::string plane_text(const Shape& shape, std::int64_t plane) {
    if (shape.n == 1) return "C " + std::to_string(plane);
    if (shape.c == 1) return "N " + std::to_string(plane);
    return std::to_string(plane / shape.c) + "," + std::to_string(plane % shape.c);
}

}  // namespace

ValueRange Sketch::range(GridId grid) const {
    return is_gradient(grid) ? derived.gradient_range : derived.input_range;
}

std::shared_ptr<const Ramp> Sketch::ramp(GridId grid) const {
    return is_gradient(grid) ? gradient_ramp(state.view.theme) : ramp_of(state.view.colormap, state.view.theme);
}

void add_heat_maps(Sketch& s, SceneCache& cache) {
    for (const GridId grid : all_grids) {
        const GridState& held = cache.grid(s.state, s.derived, s.layout, grid);
        const ValueRange range = s.range(grid);
        const GridFrame& frame = s.frame(grid);
        HeatMap map{.grid = grid,
                    .viewport = frame.viewport,
                    .origin = frame.origin,
                    .cell_px = s.layout.cell_px,
                    .gap_px = s.layout.cell_px >= 12 ? std::max(1.0f, std::round(s.layout.cell_px / 45)) : 0.0f,
                    .rows = held.rows,
                    .cols = held.cols,
                    .values = held.values,
                    .part = held.part,
                    .low = static_cast<float>(range.low),
                    .high = static_cast<float>(range.high),
                    .ramp = s.ramp(grid),
                    .gap = s.palette.canvas,
                    .nan = s.palette.nan,
                    .filled = held.filled,
                    .hatch = s.palette.hatch,
                    .hatch_back = s.palette.empty};
        s.scene.grids.push_back(std::move(map));
    }
}

void add_titles(Sketch& s) {
    for (const GridId grid : all_grids) {
        const Vec2 at = title_place(s, grid);
        const bool left = is_input_sized(grid);
        const GridId beside = grid == GridId::Input ? GridId::Output : GridId::GradOutput;
        const float room = (left ? title_place(s, beside).x : s.layout.canvas.right()) - at.x - s.px(12);
        const Color color = is_gradient(grid) ? s.palette.backward : s.palette.forward;
        s.scene.labels.push_back({.role = Role::Title,
                                  .text = std::string(symbol_of(grid)),
                                  .at = {at.x, at.y - s.px(36)},
                                  .size_px = s.px(19),
                                  .font = Font::SansBold,
                                  .align = Align::Left,
                                  .color = color});
        s.scene.labels.push_back({.role = Role::Subtitle,
                                  .text = fitting(s, subtitle_of(s, grid), room),
                                  .at = {at.x, at.y - s.px(15)},
                                  .size_px = s.px(13),
                                  .align = Align::Left,
                                  .color = s.palette.dim});
    }
}

// Of columns 1, 2, 5, 10, ... apart, so that the longest index has room.
std::int64_t columns_between_indices(const Sketch& s, std::int64_t last) {
    constexpr float letter_px = 6.6f, gap_px = 4;
    const float needed = s.px(letter_px * static_cast<float>(std::to_string(last).size()) + gap_px);
    for (std::int64_t power = 1;; power *= 10)
        for (const std::int64_t step : {1, 2, 5})
            if (static_cast<float>(step * power) * s.layout.cell_px >= needed) return step * power;
}

void add_indices(Sketch& s) {
    if (s.layout.cell_px < s.px(14)) return;
    for (const GridId grid : all_grids) {
        const GridFrame& frame = s.frame(grid);
        const PaddingRing ring = grid == GridId::Input ? s.layout.ring : PaddingRing{};
        const VisibleCells visible = visible_cells(s.layout, grid);
        const float px = s.layout.cell_px;
        const float left = std::max(frame.viewport.x, frame.origin.x - static_cast<float>(ring.left) * px) - s.px(8);
        const float bottom =
            std::min(frame.viewport.bottom(), frame.origin.y + static_cast<float>(frame.rows + ring.bottom) * px) +
            s.px(11);
        const auto add = [&](std::int64_t index, Vec2 at, Align align) {
            s.scene.labels.push_back({.role = Role::Index,
                                      .text = std::to_string(index),
                                      .at = at,
                                      .size_px = s.px(11),
                                      .font = Font::Mono,
                                      .align = align,
                                      .color = s.palette.dim,
                                      .halo = {s.palette.canvas.r, s.palette.canvas.g, s.palette.canvas.b, 0}});
        };
        for (std::int64_t h = visible.first.h; h < visible.last.h; ++h) {
            const float y = s.cell_rect(grid, {h, 0}).center().y;
            if (y > frame.viewport.y && y < frame.viewport.bottom()) add(h, {left, y}, Align::Right);
        }
        const std::int64_t apart = columns_between_indices(s, visible.last.w - 1);
        for (std::int64_t w = (visible.first.w + apart - 1) / apart * apart; w < visible.last.w; w += apart) {
            const float x = s.cell_rect(grid, {0, w}).center().x;
            if (x > frame.viewport.x && x < frame.viewport.right()) add(w, {x, bottom}, Align::Center);
        }
    }
}

void add_padding_ring(Sketch& s) {
    const GridFrame& frame = s.frame(GridId::Input);
    const PaddingRing& ring = s.layout.ring;
    const float px = s.layout.cell_px;
    const auto first = [&](float start, float origin, std::int64_t pad) {
        return std::max(-pad, static_cast<std::int64_t>(std::floor((start - origin) / px)));
    };
    const auto last = [&](float end, float origin, std::int64_t cells, std::int64_t pad) {
        return std::min(cells + pad, static_cast<std::int64_t>(std::ceil((end - origin) / px)));
    };
    const std::int64_t top = first(frame.viewport.y, frame.origin.y, ring.top);
    const std::int64_t bottom = last(frame.viewport.bottom(), frame.origin.y, frame.rows, ring.bottom);
    const std::int64_t left = first(frame.viewport.x, frame.origin.x, ring.left);
    const std::int64_t right = last(frame.viewport.right(), frame.origin.x, frame.cols, ring.right);
    const std::int64_t rows_inside = std::min(bottom, frame.rows) - std::max<std::int64_t>(top, 0);
    const std::int64_t cols_inside = std::min(right, frame.cols) - std::max<std::int64_t>(left, 0);
    const std::int64_t ring_cells = (bottom - top) * (right - left) - rows_inside * cols_inside;
    if (ring_cells > max_labels) return;
    for (std::int64_t h = top; h < bottom; ++h)
        for (std::int64_t w = left; w < right; ++w) {
            if (inside({h, w}, frame.rows, frame.cols)) w = frame.cols;  // on to the right band
            if (w < right) add_ring_cell(s, {h, w}, shows_numbers(s.layout));
        }
}

void add_unreached(Sketch& s) {
    if (s.layout.cell_px < 8) return;
    const Geometry& g = s.state.document.geometry;
    const Shape& output = s.derived.output_shape;
    // A cell lies in a window if its row lies in a row of windows and its column in a column of them.
    const auto reached = [](std::int64_t at, std::int64_t pad, std::int64_t kernel, std::int64_t stride,
                            std::int64_t dilation, std::int64_t windows) {
        for (std::int64_t k = 0; k < kernel; ++k)
            if (const std::int64_t start = at + pad - k * dilation;
                start >= 0 && start % stride == 0 && start / stride < windows)
                return true;
        return false;
    };
    const auto row_is_reached = [&](std::int64_t h) {
        return reached(h, g.pads.top, g.kernel.rows, g.stride.rows, g.dilation.rows, output.h);
    };
    const auto col_is_reached = [&](std::int64_t w) {
        return reached(w, g.pads.left, g.kernel.cols, g.stride.cols, g.dilation.cols, output.w);
    };
    for (const GridId grid : {GridId::Input, GridId::GradInput}) {
        if (grid == GridId::GradInput && !backward_has_begun(s.state)) continue;
        const VisibleCells visible = visible_cells(s.layout, grid);
        if (visible.count() > max_labels) continue;
        std::vector<bool> cols;
        for (std::int64_t w = visible.first.w; w < visible.last.w; ++w) cols.push_back(col_is_reached(w));
        for (std::int64_t h = visible.first.h; h < visible.last.h; ++h) {
            const bool row = row_is_reached(h);
            for (std::int64_t w = visible.first.w; w < visible.last.w; ++w)
                if (!row || !cols[static_cast<std::size_t>(w - visible.first.w)])
                    s.scene.boxes.push_back({.role = Role::Unreached,
                                             .rect = s.cell_rect(grid, {h, w}),
                                             .stroke = {s.palette.dim.r, s.palette.dim.g, s.palette.dim.b, 110},
                                             .thickness = 1,
                                             .hatch = true,
                                             .clip = s.frame(grid).viewport});
        }
    }
}

void add_legend(Sketch& s) {
    const float y = s.layout.canvas.bottom() - s.px(32), right = s.layout.canvas.right();
    add_bar(s, {right - s.px(160), y}, GridId::GradInput, "dX, dY");
    if (s.layout.canvas.w > s.px(430)) add_bar(s, {right - s.px(370), y}, GridId::Input, "X, Y");
}

void add_thumbnails(Sketch& s, SceneCache& cache) {
    const Shape& x = shape_of(*s.state.document.input);
    for (const Thumbnail& thumb : thumbnails(s.state, s.layout)) {
        const float px = thumb.rect.w / static_cast<float>(std::max(x.h, x.w));
        const GridState& shown = cache.thumbnail(s.state, s.derived, thumb.plane, px);
        HeatMap map{.grid = GridId::Input,
                    .viewport = thumb.rect,
                    .origin = {},
                    .cell_px = px,
                    .rows = x.h,
                    .cols = x.w,
                    .values = shown.values,
                    .part = shown.part,
                    .low = static_cast<float>(s.derived.input_range.low),
                    .high = static_cast<float>(s.derived.input_range.high),
                    .ramp = s.ramp(GridId::Input),
                    .gap = s.palette.canvas,
                    .nan = s.palette.nan,
                    .filled = x.plane_cells(),
                    .hatch = s.palette.hatch,
                    .hatch_back = s.palette.empty};
        map.origin = {thumb.rect.x + (thumb.rect.w - px * static_cast<float>(x.w)) / 2,
                      thumb.rect.y + (thumb.rect.h - px * static_cast<float>(x.h)) / 2};
        s.scene.grids.push_back(std::move(map));
        const bool chosen = thumb.plane == s.state.view.plane;
        s.scene.rings.push_back({.role = Role::Thumbnail,
                                 .rect = thumb.rect,
                                 .stroke = chosen ? s.palette.accent : s.palette.line,
                                 .thickness = s.px(chosen ? 2.5f : 1.0f),
                                 .radius = s.px(3)});
        s.scene.labels.push_back({.role = Role::Thumbnail,
                                  .text = plane_text(x, thumb.plane),
                                  .at = {thumb.rect.center().x, thumb.rect.bottom() + s.px(9)},
                                  .size_px = s.px(11),
                                  .font = Font::Mono,
                                  .color = chosen ? s.palette.accent : s.palette.dim});
    }
}

}  // namespace poolwalk::scene
