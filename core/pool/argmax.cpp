#include "core/pool/argmax.h"

#include "core/pool/kernels/kernels.h"

namespace poolwalk {

Argmax::Argmax(const Shape& input, const Geometry& geometry)
    : input_(input),
      output_(output_shape(input, geometry)),
      geometry_(geometry),
      bytes_(kernels::slot_bytes(geometry)),
      slots_(static_cast<std::size_t>(output_.cells() * bytes_), std::byte{0xff}) {}

void Argmax::set_slot(std::int64_t plane, Place window, std::int64_t slot) {
    std::byte* place = slots_.data() + ((plane * output_.h + window.h) * output_.w + window.w) * bytes_;
    for (int i = 0; i < bytes_; ++i) place[i] = static_cast<std::byte>(slot >> (8 * i) & 0xff);
}

void Argmax::set_cell(std::int64_t plane, Place window, Place cell) {
    const Place start = slot_place(geometry_, window, 0, 0);
    const std::int64_t r = (cell.h - start.h) / geometry_.dilation.rows,
                       c = (cell.w - start.w) / geometry_.dilation.cols;
    set_slot(plane, window, r * geometry_.kernel.cols + c);
}

std::int32_t Argmax::operator()(std::int64_t plane, std::int64_t oh, std::int64_t ow) const {
    const std::int64_t at = slot(plane, {oh, ow}), cols = geometry_.kernel.cols;
    if (at < 0) return -1;
    const Place cell = slot_place(geometry_, {oh, ow}, at / cols, at % cols);
    return static_cast<std::int32_t>(cell.h * input_.w + cell.w);
}

Tensor<std::int32_t> Argmax::tensor() const {
    Tensor<std::int32_t> result(output_);
    for (std::int64_t p = 0; p < output_.planes(); ++p)
        for (std::int64_t oh = 0; oh < output_.h; ++oh)
            for (std::int64_t ow = 0; ow < output_.w; ++ow) result(p, oh, ow) = (*this)(p, oh, ow);
    return result;
}

}  // namespace poolwalk
