#include "core/doc/derived/max_pyramid.h"

#include <algorithm>
#include <cmath>

#include "core/base/fill_large.h"

namespace poolwalk {
namespace {

template <MaxPyramid::Of of>
float taken(float held, float value) {
    // One choice after the other: a compiler then takes many values at a time.
    const bool is_more = of == MaxPyramid::Of::Largest ? value > held : std::abs(value) > std::abs(held);
    const float more = is_more ? value : held;
    return value == value ? more : value;
}

// Values with a step from row to row and from column to column.
template <class T>
struct Source {
    const T* first;
    std::int64_t row_step, col_step, rows, cols;
};

template <MaxPyramid::Of of, class T>
float taken_of_four(const T* upper, const T* lower, std::int64_t left, std::int64_t right) {
    const float above = taken<of>(static_cast<float>(upper[left]), static_cast<float>(upper[right]));
    const float below = taken<of>(static_cast<float>(lower[left]), static_cast<float>(lower[right]));
    return taken<of>(above, below);
}

// Blocks `region` of `to`, of 2 x 2 values of `from` each; at the right and the bottom there may be fewer.
template <MaxPyramid::Of of, class T>
void halve(const Source<T>& from, const Region& region, std::int64_t to_cols, float* to) {
    const std::int64_t whole = std::min(region.cols.last, from.cols / 2);
    for (std::int64_t h = region.rows.first; h < region.rows.last; ++h) {
        const T* upper = from.first + 2 * h * from.row_step;
        const T* lower = 2 * h + 1 < from.rows ? upper + from.row_step : upper;
        float* out = to + h * to_cols;
        if (from.col_step == 1)
            for (std::int64_t w = region.cols.first; w < whole; ++w)
                out[w] = taken_of_four<of>(upper, lower, 2 * w, 2 * w + 1);
        else
            for (std::int64_t w = region.cols.first; w < whole; ++w)
                out[w] = taken_of_four<of>(upper, lower, 2 * w * from.col_step, (2 * w + 1) * from.col_step);
        if (whole < region.cols.last)
            out[whole] = taken_of_four<of>(upper, lower, 2 * whole * from.col_step, 2 * whole * from.col_step);
    }
}

Range halved(Range range) { return {range.first / 2, (range.last + 1) / 2}; }

}  // namespace

float MaxPyramid::of_both(Of of, float held, float value) {
    return of == Of::Largest ? taken<Of::Largest>(held, value) : taken<Of::FarthestFromZero>(held, value);
}

MaxPyramid::MaxPyramid(const AnyTensor& tensor, Of of, const Progress& progress) : of_(of) {
    const Shape& shape = shape_of(tensor);
    if (shape.plane_cells() <= max_whole_cells) return;
    for (std::int64_t rows = shape.h, cols = shape.w; rows > 1 || cols > 1;) {
        rows = (rows + 1) / 2;
        cols = (cols + 1) / 2;
        Level& level = levels_.emplace_back(Level{rows, cols, {}});
        if (!fill_large(level.values, static_cast<std::size_t>(shape.planes() * rows * cols), progress)) return;
    }
    for (std::int64_t p = 0; p < shape.planes(); ++p) renew(tensor, p, whole(shape));
}

template <MaxPyramid::Of of>
void MaxPyramid::renew_as(const AnyTensor& tensor, std::int64_t plane, Region region) {
    const auto blocks_of = [&](Level& level) { return level.values.data() + plane * level.rows * level.cols; };
    region = {halved(region.rows), halved(region.cols)};
    std::visit(
        [&]<class T>(const Tensor<T>& t) {
            const Plane<const T> cells = t.plane(plane);
            const Source<T> from{cells.cells, cells.cols, 1, cells.rows, cells.cols};
            halve<of>(from, region, levels_[0].cols, blocks_of(levels_[0]));
        },
        tensor);
    for (std::size_t i = 1; i < levels_.size(); ++i) {
        Level& below = levels_[i - 1];
        region = {halved(region.rows), halved(region.cols)};
        halve<of>(Source<float>{blocks_of(below), below.cols, 1, below.rows, below.cols}, region, levels_[i].cols,
                  blocks_of(levels_[i]));
    }
}

void MaxPyramid::renew(const AnyTensor& tensor, std::int64_t plane, const Region& region) {
    if (levels_.empty() || region.cells() <= 0) return;
    count_visits(region.cells());
    if (of_ == Of::Largest) renew_as<Of::Largest>(tensor, plane, region);
    else renew_as<Of::FarthestFromZero>(tensor, plane, region);
}

}  // namespace poolwalk
