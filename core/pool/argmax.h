// Which cell each value of Y came from, kept as the kernels write it (kernels/kernels.h): its place in the plane, in
// 16 bits a window wherever they are enough.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "core/pool/kernels/kernels.h"
#include "core/pool/tensor.h"
#include "core/pool/window.h"

namespace poolwalk {

class Argmax {
public:
    Argmax() = default;
    // Of no window yet: every one of them is without a cell.
    Argmax(const Shape& input, const Geometry& geometry);

    // In the order of Y, NCHW; for the kernels to write.
    std::span<std::byte> bytes() { return bytes_; }
    std::span<const std::byte> bytes() const { return bytes_; }

    const Shape& shape() const { return output_; }
    // h * W + w in the input plane; -1: no cell.
    std::int32_t operator()(std::int64_t plane, std::int64_t oh, std::int64_t ow) const;
    // The same of a row of windows, quickly.
    void read_row(std::int64_t plane, std::int64_t oh, std::span<std::int32_t> to) const;
    // The same of all windows.
    Tensor<std::int32_t> tensor() const;

    // The cell as a place; nothing: no cell.
    std::optional<Place> cell(std::int64_t plane, Place window) const;
    // `cell` must be one of the window's.
    void set_cell(std::int64_t plane, Place window, std::optional<Place> cell);

private:
    // Places of row `oh` of windows are counted from this one.
    std::int64_t base(std::int64_t oh) const {
        return format_.by_row ? kernels::first_row(geometry_, oh) * input_.w : 0;
    }
    std::size_t offset(std::int64_t plane, std::int64_t oh, std::int64_t ow) const {
        return static_cast<std::size_t>(((plane * output_.h + oh) * output_.w + ow) * format_.bytes);
    }

    Shape input_, output_{1, 1, 0, 0};
    Geometry geometry_;
    kernels::PlaceFormat format_;
    std::vector<std::byte> bytes_;
};

}  // namespace poolwalk
