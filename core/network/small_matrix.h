// Matrices of a fixed size, row by row: the images, features and weights of the small network. What the layers
// compute with them is layers.h's; large arrays are tensors.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace poolwalk {

template <int row_count, int col_count>
struct SmallMatrix {
    std::array<double, static_cast<std::size_t>(row_count* col_count)> cells{};

    static constexpr int rows() { return row_count; }
    static constexpr int cols() { return col_count; }

    double& operator()(std::int64_t h, std::int64_t w) { return cells[static_cast<std::size_t>(h * col_count + w)]; }
    double operator()(std::int64_t h, std::int64_t w) const {
        return cells[static_cast<std::size_t>(h * col_count + w)];
    }
    // The i-th cell, row by row.
    double& operator()(std::int64_t i) { return cells[static_cast<std::size_t>(i)]; }
    double operator()(std::int64_t i) const { return cells[static_cast<std::size_t>(i)]; }

    bool is_zero() const {
        return std::ranges::all_of(cells, [](double cell) { return cell == 0; });
    }
    bool operator==(const SmallMatrix&) const = default;
};

using ImageMatrix = SmallMatrix<6, 6>;
using KernelMatrix = SmallMatrix<3, 3>;
using FeatureMatrix = SmallMatrix<4, 4>;  // of the convolution and of ReLU
using PooledMatrix = SmallMatrix<2, 2>;
using DenseVector = SmallMatrix<4, 1>;  // one for each pooled cell, row by row

}  // namespace poolwalk
