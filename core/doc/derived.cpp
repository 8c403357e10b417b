#include "core/doc/derived.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/pool/balance.h"

namespace poolwalk {
namespace {

ValueRange range_of(const AnyTensor& tensor) {
    return std::visit(
        [](const auto& t) {
            ValueRange range{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
            for (const auto value : t.data())
                if (std::isfinite(value)) {
                    range.low = std::min(range.low, static_cast<double>(value));
                    range.high = std::max(range.high, static_cast<double>(value));
                }
            return range.low > range.high ? ValueRange{} : range;
        },
        tensor);
}

bool any_nan(const AnyTensor& tensor) {
    return std::visit(
        [](const auto& t) { return std::ranges::any_of(t.data(), [](auto v) { return std::isnan(v); }); }, tensor);
}

// A plane at a moment of the walk.
struct Cursor {
    const WalkPlan& plan;
    std::int64_t done = 0, plane = 0;
};

template <class T>
void derive_arrays(const Document& document, Derived& derived) {
    const auto& input = std::get<Tensor<T>>(*document.input);
    const auto& grad_output = std::get<Tensor<T>>(*document.grad_output);
    Forward<T> forward = max_pool_forward<T>(input, document.geometry, document.rules);
    Backward<T> backward = max_pool_backward<T>(input, grad_output, document.geometry, document.rules);
    derived.output = std::move(forward.output);
    derived.argmax = std::move(forward.argmax);
    derived.tie_count = std::move(forward.tie_count);
    derived.grad_input = std::move(backward.grad_input);
    derived.hits = std::move(backward.hits);
}

// Writes dX of the plane after `done` steps. Above the window under way only finished windows reach,
// so those rows are final; below it only pending ones, so there is nothing yet.
template <class T>
void write_grad_input(const Document& document, const Tensor<T>& grad_input, const Cursor& at,
                      std::vector<float>& values) {
    const PoolView view = view_of(document);
    const std::int64_t finished = windows_done(at.plan, Phase::Backward, at.plane, at.done);
    const Place next{finished / at.plan.output.w, finished % at.plan.output.w};
    const std::int64_t height = grad_input.shape().h, width = grad_input.shape().w;
    const Rows rows = next.h < at.plan.output.h ? rows_of_windows(view, next.h) : Rows{height, height};
    const auto out = [&](std::int64_t h, std::int64_t w) -> float& {
        return values[static_cast<std::size_t>(h * width + w)];
    };
    for (std::int64_t h = 0; h < rows.first; ++h)
        for (std::int64_t w = 0; w < width; ++w) out(h, w) = static_cast<float>(grad_input(at.plane, h, w));
    Strip<T> strip = strip_before<T>(view, at.plan.output, {at.plane, next}, rows);
    for (std::int64_t h = rows.first; h < rows.last; ++h)
        for (std::int64_t w = 0; w < width; ++w) out(h, w) = static_cast<float>(*strip.at({h, w}));
    for (const auto& [cell, value] : written_under_way(view, at.plan, at.done, at.plane))
        out(cell.h, cell.w) = static_cast<float>(value);
}

const AnyTensor& final_values(const Document& document, const Derived& derived, GridId grid) {
    switch (grid) {
        case GridId::Input: return *document.input;
        case GridId::Output: return derived.output;
        case GridId::GradInput: return derived.grad_input;
        case GridId::GradOutput: break;
    }
    return *document.grad_output;
}

std::int64_t filled_cells(const WalkPlan& plan, std::int64_t done, std::int64_t plane, GridId grid,
                          std::int64_t cells) {
    if (grid == GridId::Output) return windows_done(plan, Phase::Forward, plane, done);
    if (grid != GridId::GradInput) return cells;
    const std::int64_t forward_steps = plan.output.cells() * steps_per_window(plan);
    return done >= forward_steps && !plan.forward_only ? cells : 0;
}

}  // namespace

Derived derive(const Document& document) {
    Derived derived;
    derived.output_shape = output_shape(document);
    if (dtype_of(*document.input) == DType::Float32) derive_arrays<float>(document, derived);
    else derive_arrays<double>(document, derived);
    derived.budget = BudgetTable(view_of(document), derived.output_shape);
    derived.input_has_nan = any_nan(*document.input);
    derived.input_range = range_of(*document.input);
    const ValueRange dy = range_of(*document.grad_output), dx = range_of(derived.grad_input);
    const double reach = std::max({std::abs(dy.low), std::abs(dy.high), std::abs(dx.low), std::abs(dx.high)});
    derived.gradient_range = {-reach, reach};
    return derived;
}

GridState grid_state(const Document& document, const Derived& derived, const WalkPlan& plan, std::int64_t done,
                     std::int64_t plane, GridId grid) {
    const AnyTensor& tensor = final_values(document, derived, grid);
    const Shape& shape = shape_of(tensor);
    GridState state{shape.h, shape.w, 0, nullptr};
    state.filled = filled_cells(plan, done, plane, grid, shape.plane_cells());
    auto values = std::make_shared<std::vector<float>>(static_cast<std::size_t>(shape.plane_cells()));
    std::visit(
        [&](const auto& t) {
            if (grid == GridId::GradInput && state.filled > 0)
                return write_grad_input(document, t, {plan, done, plane}, *values);
            auto out = values->begin();
            for (std::int64_t h = 0; h < shape.h; ++h)
                for (std::int64_t w = 0; w < shape.w; ++w) *out++ = static_cast<float>(t(plane, h, w));
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
        return {true, grad_input_after(view_of(document), plan, done, plane, cell)};
    return {true, value_at(tensor, plane, cell.h, cell.w)};
}

}  // namespace poolwalk
