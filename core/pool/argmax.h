// Which cell each value of Y came from, kept as its slot in the window: one byte a window for kernels of
// up to 255 slots, as the kernels write it (kernels/kernels.h). Its place in the plane is computed when it
// is asked for.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/pool/tensor.h"
#include "core/pool/window.h"

namespace poolwalk {

class Argmax {
public:
    Argmax() = default;
    // Of no window yet: every one of them is without a cell.
    Argmax(const Shape& input, const Geometry& geometry);

    // In the order of Y, NCHW; for the kernels to write.
    std::span<std::byte> slots() { return slots_; }
    std::span<const std::byte> slots() const { return slots_; }

    const Shape& shape() const { return output_; }
    // The slot r * kernel.cols + c of the window's cell; -1: no cell.
    std::int64_t slot(std::int64_t plane, Place window) const {
        const std::int64_t at = (plane * output_.h + window.h) * output_.w + window.w;
        const std::byte* place = slots_.data() + at * bytes_;
        std::int64_t slot = 0;
        for (int i = 0; i < bytes_; ++i) slot |= std::to_integer<std::int64_t>(place[i]) << (8 * i);
        return slot < geometry_.kernel.rows * geometry_.kernel.cols ? slot : -1;
    }
    void set_slot(std::int64_t plane, Place window, std::int64_t slot);
    // `cell` must be one of the window's.
    void set_cell(std::int64_t plane, Place window, Place cell);

    // h * W + w in the input plane; -1: no cell.
    std::int32_t operator()(std::int64_t plane, std::int64_t oh, std::int64_t ow) const;
    // The same of all windows.
    Tensor<std::int32_t> tensor() const;

private:
    Shape input_, output_{1, 1, 0, 0};
    Geometry geometry_;
    int bytes_ = 1;
    std::vector<std::byte> slots_;
};

}  // namespace poolwalk
