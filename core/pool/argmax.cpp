#include "core/pool/argmax.h"

#include <cstring>

namespace poolwalk {
namespace {

template <class Index>
void widen(const std::byte* from, std::int64_t base, std::span<std::int32_t> to) {
    for (std::int32_t& place : to) {
        Index kept;
        std::memcpy(&kept, from, sizeof kept);
        from += sizeof kept;
        place = kept == static_cast<Index>(-1) ? -1 : static_cast<std::int32_t>(kept + base);
    }
}

}  // namespace

Argmax::Argmax(const Shape& input, const Geometry& geometry)
    : input_(input),
      output_(output_shape(input, geometry)),
      geometry_(geometry),
      format_(kernels::place_format(input, geometry)),
      bytes_(static_cast<std::size_t>(output_.cells() * format_.bytes), std::byte{0xff}) {}

void Argmax::read_row(std::int64_t plane, std::int64_t oh, std::span<std::int32_t> to) const {
    const std::byte* from = bytes_.data() + offset(plane, oh, 0);
    (format_.bytes == 2 ? widen<std::uint16_t> : widen<std::uint32_t>)(from, base(oh), to);
}

std::int32_t Argmax::operator()(std::int64_t plane, std::int64_t oh, std::int64_t ow) const {
    std::int32_t place = 0;
    const std::byte* from = bytes_.data() + offset(plane, oh, ow);
    (format_.bytes == 2 ? widen<std::uint16_t> : widen<std::uint32_t>)(from, base(oh), {&place, 1});
    return place;
}

Tensor<std::int32_t> Argmax::tensor() const {
    Tensor<std::int32_t> result(output_);
    std::span<std::int32_t> left = result.data();
    for (std::int64_t p = 0; p < output_.planes(); ++p)
        for (std::int64_t oh = 0; oh < output_.h; ++oh) {
            const auto row = left.first(static_cast<std::size_t>(output_.w));
            read_row(p, oh, row);
            left = left.subspan(row.size());
        }
    return result;
}

std::optional<Place> Argmax::cell(std::int64_t plane, Place window) const {
    const std::int64_t place = (*this)(plane, window.h, window.w);
    if (place < 0) return {};
    return Place{place / input_.w, place % input_.w};
}

void Argmax::set_cell(std::int64_t plane, Place window, std::optional<Place> cell) {
    const std::int64_t place = cell ? cell->h * input_.w + cell->w - base(window.h) : -1;
    // Little-endian, as all that the kernels are built for: the low bytes come first.
    std::memcpy(bytes_.data() + offset(plane, window.h, window.w), &place, static_cast<std::size_t>(format_.bytes));
}

}  // namespace poolwalk
