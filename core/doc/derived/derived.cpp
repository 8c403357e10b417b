#include "core/doc/derived/derived.h"

#include <algorithm>
#include <cmath>
#include <future>

#include "core/base/threads.h"

namespace poolwalk {
namespace {

std::size_t index(GridId grid) { return static_cast<std::size_t>(grid); }

MaxPyramid::Of max_pyramid_of(GridId grid) {
    return grid == GridId::GradInput || grid == GridId::GradOutput ? MaxPyramid::Of::FarthestFromZero
                                                                   : MaxPyramid::Of::Largest;
}

PoolResults results_in(Derived& derived) {
    return {derived.output, derived.grad_input, derived.argmax, derived.budget};
}

// Cells of a plane of one of the arrays have changed.
void renew(const Document& document, Derived& derived, GridId grid, std::int64_t plane, const Region& region) {
    const AnyTensor& tensor = final_values(document, derived, grid);
    if (grid != GridId::Output) derived.ranges[index(grid)].renew(tensor, plane, region);
    derived.max_pyramid[index(grid)].renew(tensor, plane, region);
}

void rederive_cell(const Document& document, const EditedCell& edited, Derived& derived) {
    const PoolView view = view_of(document);
    const Region cell{{edited.cell.h, edited.cell.h + 1}, {edited.cell.w, edited.cell.w + 1}};
    renew(document, derived, edited.grid, edited.plane, cell);
    const bool in_x = edited.grid == GridId::Input;
    const Region windows = in_x ? windows_reaching(view, derived.output_shape, cell) : cell;
    if (windows.cells() == 0) return;
    const Region cells = repool(view, results_in(derived), edited.plane, windows);
    renew(document, derived, GridId::GradInput, edited.plane, cells);
    if (in_x) renew(document, derived, GridId::Output, edited.plane, windows);
}

double slots_of(const Document& document) {
    return static_cast<double>(document.geometry.kernel.rows) * static_cast<double>(document.geometry.kernel.cols);
}

// Nanoseconds, roughly, of one core: looking at a window; pooling a cell of X by the kernels, with its account;
// the ranges and maxima of a cell; adding up the budget of a row of windows.
double window_ns(const Document& document) { return 60 + 3 * slots_of(document); }
constexpr double kernel_ns = 4, picture_ns = 6, row_ns = 8;

double rows_ns(const Document& document) {
    const Shape output = output_shape(document);
    return row_ns * static_cast<double>(output.planes() * output.h);
}

}  // namespace

bool derive(const Document& document, Derived& derived, const Progress& progress) {
    derived.output_shape = output_shape(document);
    const auto prepare = [&](GridId grid, const Progress& told, double begin, double end) {
        const AnyTensor& tensor = final_values(document, derived, grid);
        if (grid != GridId::Output) derived.ranges[index(grid)] = RangeTable(tensor);
        if (!goes_on(told, begin)) return false;
        derived.max_pyramid[index(grid)] = MaxPyramid(tensor, max_pyramid_of(grid), piece_of(told, begin, end));
        return goes_on(told, end);
    };
    const auto prepare_given = [&](const Progress& told) {
        return prepare(GridId::Input, told, 0.9, 0.95) && prepare(GridId::GradOutput, told, 0.95, 1);
    };
    // The arrays that are there already are prepared while the others come to be, where that is worth a thread.
    const bool is_large = shape_of(*document.input).cells() >= max_whole_cells;
    std::future<bool> beside;
    if (has_threads && is_large) beside = std::async(std::launch::async, prepare_given, Progress{});
    constexpr double part_of_pooling = 0.8;
    const auto pooling = [&](double part) { return goes_on(progress, part * part_of_pooling); };
    if (!pool(view_of(document), results_in(derived), pooling)) return false;
    if (!prepare(GridId::Output, progress, 0.8, 0.85) || !prepare(GridId::GradInput, progress, 0.85, 0.9))
        return false;
    if (!(beside.valid() ? beside.get() : prepare_given(progress))) return false;
    take_own_ranges(derived);
    return true;
}

PoolView view_of(const Document& document, const Derived& derived) {
    PoolView view = view_of(document);
    view.argmax = &derived.argmax;
    return view;
}

Derived derive(const Document& document) {
    Derived derived;
    derive(document, derived, {});
    return derived;
}

void rederive(const Document& document, std::span<const EditedCell> cells, Derived& derived) {
    for (const EditedCell& cell : cells) rederive_cell(document, cell, derived);
    take_own_ranges(derived);
}

void take_own_ranges(Derived& derived) {
    const auto& ranges = derived.ranges;
    derived.input_has_nan = ranges[index(GridId::Input)].has_nan();
    derived.input_range = ranges[index(GridId::Input)].range();
    const ValueRange dy = ranges[index(GridId::GradOutput)].range(), dx = ranges[index(GridId::GradInput)].range();
    const double reach = std::max({std::abs(dy.low), std::abs(dy.high), std::abs(dx.low), std::abs(dx.high)});
    derived.gradient_range = {-reach, reach};
}

double derive_ms(const Document& document) {
    const auto cells = static_cast<double>(shape_of(*document.input).cells());
    const auto windows = static_cast<double>(output_shape(document).cells());
    const double pooling =
        kernels_compute(view_of(document)) ? kernel_ns * (cells + windows) : window_ns(document) * windows;
    return 1e-6 * (pooling + picture_ns * (cells + windows) + rows_ns(document));
}

double rederive_ms(const Document& document, std::span<const EditedCell> cells) {
    const PoolView view = view_of(document);
    double ns = 0;
    for (const EditedCell& edited : cells) {
        const Region cell{{edited.cell.h, edited.cell.h + 1}, {edited.cell.w, edited.cell.w + 1}};
        const Region windows =
            edited.grid == GridId::Input ? windows_reaching(view, output_shape(document), cell) : cell;
        ns += window_ns(document) * static_cast<double>(windows_to_repool(view, windows)) + rows_ns(document);
    }
    return 1e-6 * ns;
}

}  // namespace poolwalk
