// Grids and cells as they stand after any step of the walk.
#include <algorithm>
#include <cmath>

#include "core/doc/derived/derived.h"

namespace poolwalk {
namespace {

// A plane at a moment of the walk.
struct Moving {
    const WalkPlan& plan;
    std::int64_t done = 0, plane = 0;
};

// The cells that a part's blocks hold.
Region cells_in(const GridPart& part, const Shape& shape) {
    const auto along = [&](std::int64_t first, std::int64_t count, std::int64_t cells) {
        return Range{std::min(first << part.level, cells), std::min((first + count) << part.level, cells)};
    };
    return {along(part.row, part.rows, shape.h), along(part.col, part.cols, shape.w)};
}

template <class T>
void write_cells(const Tensor<T>& tensor, std::int64_t plane, const GridPart& part, std::vector<float>& values) {
    auto out = values.begin();
    for (std::int64_t h = part.row; h < part.row + part.rows; ++h)
        for (std::int64_t w = part.col; w < part.col + part.cols; ++w)
            *out++ = static_cast<float>(tensor(plane, h, w));
}

void write_maxima(const MaxPyramid& max_pyramid, std::int64_t plane, const GridPart& part,
                  std::vector<float>& values) {
    for (std::int64_t h = 0; h < part.rows; ++h)
        std::copy_n(max_pyramid.row(part.level, plane, part.row + h) + part.col, part.cols,
                    values.begin() + h * part.cols);
}

// dX while it grows. Above the rows that the window under way spans only finished windows reach, so that they
// are final; below them only pending ones, so that there is nothing yet.
template <class T>
struct GrowingGradInput {
    const Tensor<T>& final_values;
    std::int64_t plane = 0;
    Patch<T> patch;

    T at(std::int64_t h, std::int64_t w) const {
        if (h < patch.region.rows.first) return final_values(plane, h, w);
        if (h >= patch.region.rows.last) return T{0};
        return patch.values[patch.index({h, w})];
    }
};

template <class T>
GrowingGradInput<T> growing(const Document& document, const Derived& derived, const Tensor<T>& grad_input,
                            const Moving& at, const GridPart& part) {
    const PoolView view = view_of(document, derived);
    const Shape& shape = grad_input.shape();
    const std::int64_t finished = windows_done(at.plan, Phase::Backward, at.plane, at.done);
    const Place next{finished / at.plan.output.w, finished % at.plan.output.w};
    const Range rows = next.h < at.plan.output.h ? cells_of(view, {{next.h, next.h + 1}, {0, at.plan.output.w}}).rows
                                                 : Range{shape.h, shape.h};
    const Region region{rows, cells_in(part, shape).cols};
    GrowingGradInput<T> grown{grad_input, at.plane,
                              patch_before<T>(view, derived.output_shape, {at.plane, next}, region)};
    for (const auto& [cell, value] : written_under_way(view, at.plan, at.done, at.plane))
        if (T* held = grown.patch.at(cell)) *held = static_cast<T>(value);
    return grown;
}

template <class T>
void write_grad_input(const Document& document, const Derived& derived, const Tensor<T>& grad_input, const Moving& at,
                      const GridPart& part, std::vector<float>& values) {
    const GrowingGradInput<T> grown = growing(document, derived, grad_input, at, part);
    const Region cells = cells_in(part, grad_input.shape());
    const Range moving = grown.patch.region.rows;
    const MaxPyramid& max_pyramid = derived.max_pyramid_of(GridId::GradInput);
    for (std::int64_t row = part.row; row < part.row + part.rows; ++row) {
        const Range rows{row << part.level, std::min((row + 1) << part.level, cells.rows.last)};
        float* const out = values.data() + (row - part.row) * part.cols;
        if (rows.first >= moving.last) continue;  // zeros
        if (part.level > 0 && rows.last <= moving.first) {
            std::copy_n(max_pyramid.row(part.level, at.plane, row) + part.col, part.cols, out);
            continue;
        }
        count_visits(rows.size() * cells.cols.size());
        for (std::int64_t h = rows.first; h < rows.last; ++h)
            for (std::int64_t w = cells.cols.first; w < cells.cols.last; ++w) {
                float& held = out[(w >> part.level) - part.col];
                const bool first =
                    h == rows.first && w == std::max((w >> part.level) << part.level, cells.cols.first);
                const auto value = static_cast<float>(grown.at(h, w));
                held = first ? value : MaxPyramid::of_both(MaxPyramid::Of::FarthestFromZero, held, value);
            }
    }
}

std::int64_t filled_cells(const WalkPlan& plan, std::int64_t done, std::int64_t plane, GridId grid,
                          std::int64_t cells) {
    if (grid == GridId::Output) return windows_done(plan, Phase::Forward, plane, done);
    if (grid != GridId::GradInput) return cells;
    const std::int64_t forward_steps = plan.output.cells() * steps_per_window(plan);
    return done >= forward_steps && !plan.forward_only ? cells : 0;
}

}  // namespace

const AnyTensor& final_values(const Document& document, const Derived& derived, GridId grid) {
    switch (grid) {
        case GridId::Input: return *document.input;
        case GridId::Output: return derived.output;
        case GridId::GradInput: return derived.grad_input;
        case GridId::GradOutput: break;
    }
    return *document.grad_output;
}

GridState grid_state(const Document& document, const Derived& derived, const WalkPlan& plan, std::int64_t done,
                     std::int64_t plane, GridId grid, const std::optional<GridPart>& part) {
    const AnyTensor& tensor = final_values(document, derived, grid);
    const Shape& shape = shape_of(tensor);
    GridState state{.rows = shape.h, .cols = shape.w, .part = part, .values = nullptr};
    state.filled = filled_cells(plan, done, plane, grid, shape.plane_cells());
    const GridPart wanted = part.value_or(GridPart{.rows = shape.h, .cols = shape.w});
    auto values = std::make_shared<std::vector<float>>(static_cast<std::size_t>(wanted.blocks()));
    count_visits(wanted.blocks());
    std::visit(
        [&](const auto& t) {
            if (grid == GridId::GradInput && state.filled > 0)
                write_grad_input(document, derived, t, {plan, done, plane}, wanted, *values);
            else if (wanted.level == 0) write_cells(t, plane, wanted, *values);
            else write_maxima(derived.max_pyramid_of(grid), plane, wanted, *values);
        },
        tensor);
    state.values = std::move(values);
    return state;
}

CellState cell_state(const Document& document, const Derived& derived, const WalkPlan& plan, std::int64_t done,
                     std::int64_t plane, GridId grid, Place cell) {
    const AnyTensor& tensor = final_values(document, derived, grid);
    const Shape& shape = shape_of(tensor);
    const std::int64_t filled = filled_cells(plan, done, plane, grid, shape.plane_cells());
    if (cell.h * shape.w + cell.w >= filled) return {.computed = false};
    if (grid == GridId::GradInput)
        return {true, grad_input_after(view_of(document, derived), plan, done, plane, cell)};
    return {true, value_at(tensor, plane, cell.h, cell.w)};
}

std::vector<CellState> cell_states(const Document& document, const Derived& derived, const WalkPlan& plan,
                                   std::int64_t done, std::int64_t plane, GridId grid, const GridPart& part) {
    const AnyTensor& tensor = final_values(document, derived, grid);
    const Shape& shape = shape_of(tensor);
    const std::int64_t filled = filled_cells(plan, done, plane, grid, shape.plane_cells());
    std::vector<CellState> cells;
    count_visits(part.blocks());
    const auto add = [&](const auto& value) {
        for (std::int64_t h = part.row; h < part.row + part.rows; ++h)
            for (std::int64_t w = part.col; w < part.col + part.cols; ++w) {
                const bool computed = h * shape.w + w < filled;
                cells.push_back({computed, computed ? static_cast<double>(value(h, w)) : 0});
            }
    };
    std::visit(
        [&](const auto& t) {
            if (grid != GridId::GradInput || filled == 0)
                return add([&](std::int64_t h, std::int64_t w) { return t(plane, h, w); });
            const auto grown = growing(document, derived, t, {plan, done, plane}, part);
            add([&](std::int64_t h, std::int64_t w) { return grown.at(h, w); });
        },
        tensor);
    return cells;
}

}  // namespace poolwalk
