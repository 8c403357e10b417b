#include "core/workspaces/walk/grips.h"

#include <algorithm>
#include <cmath>

namespace poolwalk::scene {
namespace {

constexpr float reach_px = 7, handle_px = 9, value_step_px = 9;

Rect window_on(const AppState& state, const WalkLayout& layout, GridId grid, Place window) {
    const Geometry& g = state.document.geometry;
    const GridFrame& frame = layout.of(grid);
    if (!is_input_sized(grid)) return frame.cell(window, layout.cell_px);
    return joined(frame.cell(slot_place(g, window, 0, 0), layout.cell_px),
                  frame.cell(slot_place(g, window, g.kernel.rows - 1, g.kernel.cols - 1), layout.cell_px));
}

bool is_on_outline(const Rect& rect, Vec2 at, float reach) {
    const Rect inner = shrunk(rect, reach);
    return shrunk(rect, -reach).contains(at) && !(inner.w > 0 && inner.h > 0 && inner.contains(at));
}

Rect square_at(Vec2 middle, float side) { return {middle.x - side / 2, middle.y - side / 2, side, side}; }

// The window after this one in its row, or below it at the end of the row.
std::optional<Place> next_window(const WalkPlan& plan, Place window) {
    if (window.w + 1 < plan.output.w) return Place{window.h, window.w + 1};
    if (window.h + 1 < plan.output.h) return Place{window.h + 1, window.w};
    return std::nullopt;
}

// The step done last is shown, and its window lies in this plane.
const Step* step_in_sight(const AppState& state, const std::optional<Step>& step) {
    return step && step->place.plane == state.view.plane && !state.quiz.asking ? &*step : nullptr;
}

std::optional<Rect> value_handle(const AppState& state, const WalkLayout& layout) {
    const auto& pinned = state.view.pinned;
    if (!pinned || !is_editable(pinned->grid) || pinned->plane != state.view.plane || layout.cell_px < 24)
        return std::nullopt;
    if (state.view.is_grid_hidden(pinned->grid)) return std::nullopt;
    const Rect cell = layout.of(pinned->grid).cell(pinned->cell, layout.cell_px);
    const float side = handle_px * layout.scale;
    return square_at({cell.right() - side / 2, cell.center().y}, side);
}

double value_of(const AppState& state, const CellRef& cell) {
    const AnyTensor& held = cell.grid == GridId::Input ? *state.document.input : *state.document.grad_output;
    return value_at(held, cell.plane, cell.cell.h, cell.cell.w);
}

std::optional<Command> walk_to_window(const AppState& state, const WalkLayout& layout, const Grab& grab, Vec2 to) {
    const WalkPlan plan = plan_of(state);
    if (state.play.done == 0) return std::nullopt;
    const GridFrame& frame = layout.of(grab.grid);
    const Geometry& g = state.document.geometry;
    const Vec2 corner{grab.corner.x + to.x - grab.from.x, grab.corner.y + to.y - grab.from.y};
    const auto nearest = [&](float at, float origin, std::int64_t pad, std::int64_t stride, std::int64_t windows) {
        const double cells = static_cast<double>((at - origin) / layout.cell_px);
        const double window =
            is_input_sized(grab.grid) ? (cells + static_cast<double>(pad)) / static_cast<double>(stride) : cells;
        return std::clamp<std::int64_t>(std::llround(window), 0, windows - 1);
    };
    StepPlace place = place_of(plan, state.play.done - 1);
    place.window = {nearest(corner.y, frame.origin.y, g.pads.top, g.stride.rows, plan.output.h),
                    nearest(corner.x, frame.origin.x, g.pads.left, g.stride.cols, plan.output.w)};
    place.slot = steps_per_window(plan) - 1;
    const std::int64_t done = index_of(plan, place) + 1;
    return done == state.play.done ? std::nullopt : std::optional<Command>(Seek{done});
}

std::optional<Command> with_geometry(const AppState& state, const Geometry& g) {
    if (g == state.document.geometry) return std::nullopt;
    if (!first_error(validate(shape_of(*state.document.input), g)).empty()) return std::nullopt;
    return SetGeometry{g, true};
}

std::optional<Command> resize_kernel(const AppState& state, const WalkLayout& layout, Vec2 to) {
    const auto slots = [&](float extent_px, std::int64_t dilation) {
        const double cells = static_cast<double>(extent_px / layout.cell_px) - 1;
        return std::clamp<std::int64_t>(std::llround(cells / static_cast<double>(dilation)) + 1, 1, max_side);
    };
    if (state.play.done == 0) return std::nullopt;
    Geometry g = state.document.geometry;
    const Rect window = window_on(state, layout, GridId::Input, place_of(plan_of(state), state.play.done - 1).window);
    g.kernel = {slots(to.y - window.y, g.dilation.rows), slots(to.x - window.x, g.dilation.cols)};
    return with_geometry(state, g);
}

std::optional<Command> change_stride(const AppState& state, const WalkLayout& layout, const Grab& grab, Vec2 to) {
    const GridFrame& frame = layout.of(GridId::Input);
    Geometry g = state.document.geometry;
    const bool is_below = grab.is_below;
    const float moved = is_below ? to.y - grab.from.y + grab.corner.y - frame.origin.y
                                 : to.x - grab.from.x + grab.corner.x - frame.origin.x;
    const std::int64_t place = is_below ? grab.window.h : grab.window.w, pad = is_below ? g.pads.top : g.pads.left;
    const double cells = static_cast<double>(moved / layout.cell_px) + static_cast<double>(pad);
    const std::int64_t stride =
        std::clamp<std::int64_t>(std::llround(cells / static_cast<double>(place)), 1, max_side);
    (is_below ? g.stride.rows : g.stride.cols) = stride;
    const Shape& x = shape_of(*state.document.input);
    if (!first_error(validate(x, g)).empty()) return std::nullopt;
    const Shape output = output_shape(x, g);
    // The window that is pulled stays one.
    if ((is_below ? output.h : output.w) <= place) return std::nullopt;
    return with_geometry(state, g);
}

// A round step of about a tenth of what the array spans.
double value_step(const AppState& state, GridId grid) {
    const AnyTensor& held = grid == GridId::Input ? *state.document.input : *state.document.grad_output;
    const Shape& shape = shape_of(held);
    double low = 0, high = 0;
    const std::int64_t rows = std::min<std::int64_t>(shape.h, 64), cols = std::min<std::int64_t>(shape.w, 64);
    for (std::int64_t h = 0; h < rows; ++h)
        for (std::int64_t w = 0; w < cols; ++w)
            if (const double v = value_at(held, state.view.plane, h, w); std::isfinite(v)) {
                low = std::min(low, v);
                high = std::max(high, v);
            }
    const double span = high / 10 - low / 10;
    return span > 0 && std::isfinite(span) ? std::pow(10, std::round(std::log10(span))) : 1;
}

std::optional<Command> change_value(const AppState& state, const WalkLayout& layout, const Grab& grab, Vec2 to) {
    const auto& pinned = state.view.pinned;
    if (!pinned || pinned->grid != grab.grid) return std::nullopt;
    const double steps = std::round(static_cast<double>((grab.from.y - to.y) / (value_step_px * layout.scale)));
    const double start = std::isfinite(grab.value) ? grab.value : 0;
    const double value = steps == 0 ? grab.value : std::round(start / grab.step + steps) * grab.step;
    const double now = value_of(state, *pinned);
    if (!std::isfinite(value) || value == now) return std::nullopt;
    return SetCells{pinned->grid, {{pinned->plane, pinned->cell, value}}, true};
}

}  // namespace

std::optional<Grab> grab_at(const Shown& shown, const WalkLayout& layout, Vec2 mouse) {
    const AppState& state = shown.state;
    if (const auto handle = value_handle(state, layout); handle && shrunk(*handle, -3).contains(mouse)) {
        const CellRef& cell = *state.view.pinned;
        return Grab{.grip = Grip::Value,
                    .grid = cell.grid,
                    .from = mouse,
                    .value = value_of(state, cell),
                    .step = value_step(state, cell.grid)};
    }
    const Step* step = step_in_sight(state, shown.step);
    if (!step || layout.cell_px < 3) return std::nullopt;
    const float reach = std::min(reach_px * layout.scale, layout.cell_px * 0.2f);
    const Place window = step->place.window;
    const Rect on_x = window_on(state, layout, GridId::Input, window);
    const bool is_over_x = layout.of(GridId::Input).viewport.contains(mouse);
    if (is_over_x && square_at({on_x.right(), on_x.bottom()}, handle_px * layout.scale + 2 * reach).contains(mouse))
        return Grab{.grip = Grip::Kernel, .from = mouse, .corner = {on_x.x, on_x.y}, .window = window};
    for (const GridId grid : all_grids) {
        const bool is_there = !is_gradient(grid) || step->place.phase == Phase::Backward;
        const Rect rect = window_on(state, layout, grid, window);
        if (!is_there || state.view.is_grid_hidden(grid) || !layout.of(grid).viewport.contains(mouse)) continue;
        if (is_on_outline(rect, mouse, reach))
            return Grab{
                .grip = Grip::Window, .grid = grid, .from = mouse, .corner = {rect.x, rect.y}, .window = window};
    }
    const auto next = next_window(plan_of(state), window);
    if (!next || !is_over_x) return std::nullopt;
    const Rect ghost = window_on(state, layout, GridId::Input, *next);
    if (!is_on_outline(ghost, mouse, reach)) return std::nullopt;
    return Grab{.grip = Grip::Stride,
                .from = mouse,
                .corner = {ghost.x, ghost.y},
                .window = *next,
                .is_below = next->h != window.h};
}

std::optional<Command> pulled(const AppState& state, const WalkLayout& layout, const Grab& grab, Vec2 to) {
    switch (grab.grip) {
        case Grip::Window: return walk_to_window(state, layout, grab, to);
        case Grip::Kernel: return resize_kernel(state, layout, to);
        case Grip::Stride: return change_stride(state, layout, grab, to);
        case Grip::Value: return change_value(state, layout, grab, to);
    }
    return std::nullopt;
}

void add_grips(const WalkSketch& s) {
    const Hit& hit = s.shown.pointing.hit;
    const auto name = [&](const char* what, Rect rect) {
        if (s.draw.scene.keeps_names) s.draw.scene.names.push_back({what, rect});
    };
    const bool is_at_pin = hit.cell && hit.cell == s.state.view.pinned;
    if (const auto handle = value_handle(s.state, s.layout)) {
        if (is_at_pin || (hit.grab && hit.grab->grip == Grip::Value))
            s.draw.ring(Role::Grip, *handle,
                        {.color = s.palette().canvas, .thickness = 1.5f, .radius = 5, .fill = s.palette().text});
        name("grip.value", *handle);
    }
    const Step* step = step_in_sight(s.state, s.step);
    if (!step) return;
    const Rect& view = s.frame(GridId::Input).viewport;
    const Rect on_x = window_on(s.state, s.layout, GridId::Input, step->place.window);
    const auto next = next_window(plan_of(s.state), step->place.window);
    name("grip.window", on_x);
    if (next) name("grip.stride", window_on(s.state, s.layout, GridId::Input, *next));
    const bool is_over_x = hit.cell && hit.cell->grid == GridId::Input;
    const bool is_grabbed = hit.grab && (hit.grab->grip == Grip::Kernel || hit.grab->grip == Grip::Stride);
    if (!is_over_x && !is_grabbed) return;
    if (next)
        s.draw.ring(Role::Grip, window_on(s.state, s.layout, GridId::Input, *next),
                    {.color = faded(s.palette().accent, 170), .thickness = 2, .dashed = true, .clip = view});
    s.draw.ring(
        Role::Grip, square_at({on_x.right(), on_x.bottom()}, s.px(handle_px)),
        {.color = s.palette().canvas, .thickness = 1.5f, .fill = s.palette().accent, .clip = shrunk(view, -s.px(6))});
}

}  // namespace poolwalk::scene
