#include "core/workspaces/walk/still_parts.h"

#include <algorithm>
#include <cmath>

namespace poolwalk::scene {
namespace {

std::string size_text(const Shape& shape) { return std::to_string(shape.h) + " × " + std::to_string(shape.w); }

// Under the symbol; the second is for a narrow canvas.
struct Subtitle {
    std::string full, brief;
};

Subtitle subtitle_of(const WalkSketch& s, GridId grid) {
    const Shape shape = shape_of_grid(s.state.document, grid);
    const std::string size = size_text(shape);
    switch (grid) {
        case GridId::Input: return {"input · " + size, size};
        case GridId::Output:
            for (const auto& choice : y_choices())
                if (choice.value == shown_in_y(s.state) && choice.value != YShows::Values)
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

Vec2 title_place(const WalkSketch& s, GridId grid) {
    const GridFrame& frame = s.frame(grid);
    const PaddingRing ring = grid == GridId::Input ? s.layout.ring : PaddingRing{};
    const float px = s.layout.cell_px;
    return {std::max(frame.viewport.x, frame.origin.x - static_cast<float>(ring.left) * px),
            std::max(frame.viewport.y, frame.origin.y - static_cast<float>(ring.top) * px)};
}

void add_bar(const WalkSketch& s, Vec2 at, GridId grid, const char* name) {
    const Rect rect{at.x, at.y, s.px(130), s.px(8)};
    const Color dim = s.palette().dim;
    s.draw.legend(rect, s.colors(grid));
    if (is_gradient(grid))
        s.draw.text(Role::Legend, "0", {rect.center().x, rect.bottom() + s.px(10)},
                    {.size = 11, .color = dim, .font = Font::Mono, .align = Align::Center});
    s.draw.text(Role::Legend, name, {rect.x - s.px(8), rect.center().y}, {.color = dim, .align = Align::Right});
}

void add_ring_cell(const WalkSketch& s, Place at, bool numbers) {
    const Rect rect = s.cell_rect(GridId::Input, at);
    const Rect& view = s.frame(GridId::Input).viewport;
    const float gap = s.layout.cell_px >= 12 ? 1.0f : 0.0f;
    s.draw.scene.boxes.push_back({.role = Role::Padding,
                                  .rect = {rect.x + gap, rect.y + gap, rect.w - 2 * gap, rect.h - 2 * gap},
                                  .stroke = s.palette().line,
                                  .fill = s.palette().canvas,
                                  .thickness = 1,
                                  .dashed = true,
                                  .clip = view});
    if (!numbers) return;
    s.draw.text(Role::Padding, "-∞", rect.center(),
                {.size = std::min(s.layout.cell_px * 0.3f / s.draw.scale, 18.0f),
                 .color = s.palette().dim,
                 .font = Font::Mono,
                 .align = Align::Center,
                 .clip = view});
}

}  // namespace

void add_heat_maps(const WalkSketch& s) {
    for (const GridId grid : all_grids) {
        const GridState& held = s.cache.grid(s.state, s.derived, s.layout, grid);
        const GridFrame& frame = s.frame(grid);
        HeatMap map = s.draw.cells(grid, s.colors(grid));
        map.viewport = frame.viewport;
        map.origin = frame.origin;
        map.cell_px = s.layout.cell_px;
        map.gap_px = s.layout.cell_px >= 12 ? std::max(1.0f, std::round(s.layout.cell_px / 45)) : 0.0f;
        map.rows = held.rows;
        map.cols = held.cols;
        map.values = held.values;
        map.part = held.part;
        map.filled = held.filled;
        s.draw.scene.grids.push_back(std::move(map));
    }
}

void add_titles(const WalkSketch& s) {
    for (const GridId grid : all_grids) {
        const Vec2 at = title_place(s, grid);
        const bool left = is_input_sized(grid);
        const GridId beside = grid == GridId::Input ? GridId::Output : GridId::GradOutput;
        const float room = (left ? title_place(s, beside).x : s.layout.canvas.right()) - at.x - s.px(12);
        const Subtitle subtitle = subtitle_of(s, grid);
        s.draw.title(std::string(symbol_of(grid)), {subtitle.full, subtitle.brief}, at,
                     {.color = is_gradient(grid) ? s.palette().backward : s.palette().forward,
                      .size = 19,
                      .subtitle_size = 13,
                      .above = 36,
                      .subtitle_above = 15,
                      .room_px = room});
    }
}

// Of columns 1, 2, 5, 10, ... apart, so that the longest index has room.
std::int64_t columns_between_indices(const WalkSketch& s, std::int64_t last) {
    constexpr float letter_px = 6.6f, gap_px = 4;
    const float needed = s.px(letter_px * static_cast<float>(std::to_string(last).size()) + gap_px);
    for (std::int64_t power = 1;; power *= 10)
        for (const std::int64_t step : {1, 2, 5})
            if (static_cast<float>(step * power) * s.layout.cell_px >= needed) return step * power;
}

void add_indices(const WalkSketch& s) {
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
        for (std::int64_t h = visible.first.h; h < visible.last.h; ++h) {
            const float y = s.cell_rect(grid, {h, 0}).center().y;
            if (y > frame.viewport.y && y < frame.viewport.bottom()) s.draw.index(h, {left, y}, Align::Right);
        }
        const std::int64_t apart = columns_between_indices(s, visible.last.w - 1);
        for (std::int64_t w = (visible.first.w + apart - 1) / apart * apart; w < visible.last.w; w += apart) {
            const float x = s.cell_rect(grid, {0, w}).center().x;
            if (x > frame.viewport.x && x < frame.viewport.right()) s.draw.index(w, {x, bottom}, Align::Center);
        }
    }
}

void add_padding_ring(const WalkSketch& s) {
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

void add_unreached(const WalkSketch& s) {
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
                    s.draw.unreached(s.cell_rect(grid, {h, w}), s.frame(grid).viewport);
        }
    }
}

void add_legend(const WalkSketch& s) {
    const float y = s.layout.canvas.bottom() - s.px(32), right = s.layout.canvas.right();
    // Its ends tell the largest gradient, before it is computed: no help for an open question.
    if (!open_question(s.state)) add_bar(s, {right - s.px(160), y}, GridId::GradInput, "dX, dY");
    if (s.layout.canvas.w > s.px(430)) add_bar(s, {right - s.px(370), y}, GridId::Input, "X, Y");
}

}  // namespace poolwalk::scene
