#include "core/io/arrays/npy_write.h"

#include <bit>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include "core/io/files/save_file.h"

namespace poolwalk::io {
namespace {

static_assert(std::endian::native == std::endian::little, "the bytes of a tensor are written as they lie in memory");

template <class T>
std::string_view descr() {
    if constexpr (std::is_same_v<T, float>) return "<f4";
    else if constexpr (std::is_same_v<T, double>) return "<f8";
    else return "<i8";
}

std::vector<std::int64_t> dimensions(const Shape& shape, NpyForm form) {
    if (form.rank == 2) return {shape.h, shape.w};
    std::vector<std::int64_t> sides{shape.n, shape.c, shape.h, shape.w};
    if (form.order == AxisOrder::NHWC) sides = {shape.n, shape.h, shape.w, shape.c};
    if (form.rank == 3) sides.erase(sides.begin());
    return sides;
}

// Blanks bring the data to a multiple of 64 bytes, as NumPy does it.
std::string header(std::string_view descr, std::span<const std::int64_t> sides) {
    std::string text = "{'descr': '" + std::string(descr) + "', 'fortran_order': False, 'shape': (";
    for (std::size_t i = 0; i < sides.size(); ++i) text += (i == 0 ? "" : ", ") + std::to_string(sides[i]);
    text += "), }";
    constexpr std::size_t head_bytes = 10;
    text.append(63 - (head_bytes + text.size()) % 64, ' ');
    text += '\n';
    std::string head("\x93NUMPY\x01\x00", 8);
    head += static_cast<char>(text.size() & 0xFF);
    head += static_cast<char>(text.size() >> 8);
    return head + text;
}

template <class T>
std::string_view bytes_of(std::span<const T> values) {
    return {reinterpret_cast<const char*>(values.data()), values.size_bytes()};
}

template <class T>
Result<Done> write(const std::filesystem::path& path, const Tensor<T>& tensor, NpyForm form, bool overwrite,
                   const Progress& progress) {
    const Shape& shape = tensor.shape();
    POOLWALK_CHECK(form.rank >= 2 && form.rank <= 4 && (form.rank == 4 || shape.n == 1) &&
                   (form.rank > 2 || shape.c == 1));
    const std::string head = header(descr<T>(), dimensions(shape, form));
    if (form.order == AxisOrder::NCHW) return save_file(path, {head, bytes_of(tensor.data())}, overwrite, progress);
    const std::vector<T> turned = to_channels_last(tensor);
    return save_file(path, {head, bytes_of(std::span<const T>(turned))}, overwrite, progress);
}

}  // namespace

Result<Done> write_npy(const std::filesystem::path& path, const AnyTensor& tensor, NpyForm form, bool overwrite,
                       const Progress& progress) {
    return std::visit([&](const auto& t) { return write(path, t, form, overwrite, progress); }, tensor);
}

Result<Done> write_npy(const std::filesystem::path& path, const Tensor<std::int32_t>& tensor, NpyForm form,
                       bool overwrite, const Progress& progress) {
    const auto values = tensor.data();
    const std::vector<std::int64_t> wide(values.begin(), values.end());
    return write(path, Tensor<std::int64_t>(tensor.shape(), wide), form, overwrite, progress);
}

}  // namespace poolwalk::io
