#include "core/pool/same_padding.h"

#include <algorithm>

namespace poolwalk {
namespace {

// All cells of padding along one axis; 0 where its numbers make no window, which validate() says.
std::int64_t padding(std::int64_t cells, std::int64_t kernel, std::int64_t stride, std::int64_t dilation) {
    const auto is_valid = [](std::int64_t number) { return number >= 1 && number <= max_parameter; };
    if (!is_valid(kernel) || !is_valid(stride) || !is_valid(dilation)) return 0;
    const std::int64_t windows = (cells + stride - 1) / stride;
    return std::max<std::int64_t>(0, (windows - 1) * stride + dilation * (kernel - 1) + 1 - cells);
}

}  // namespace

Pads same_pads(const Shape& input, const Geometry& geometry) {
    const std::int64_t rows = padding(input.h, geometry.kernel.rows, geometry.stride.rows, geometry.dilation.rows);
    const std::int64_t cols = padding(input.w, geometry.kernel.cols, geometry.stride.cols, geometry.dilation.cols);
    return {rows / 2, cols / 2, rows - rows / 2, cols - cols / 2};
}

}  // namespace poolwalk
