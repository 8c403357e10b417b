// Tensors of shape [N, C, H, W] in float32 or float64, stored in that order. A plane is one [H, W] image of a tensor,
// numbered n * C + c. Reading tensors from files is io's work; pooling them is max_pool's.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/base/check.h"
#include "core/base/large_memory.h"

namespace poolwalk {

// The largest problem the program takes, in every reader and in validate().
inline constexpr std::int64_t max_cells = std::int64_t{1} << 26;
inline constexpr std::int64_t max_side = 16384;

struct Shape {
    std::int64_t n = 1, c = 1, h = 1, w = 1;

    std::int64_t planes() const { return n * c; }
    std::int64_t plane_cells() const { return h * w; }
    std::int64_t cells() const { return planes() * plane_cells(); }
    bool operator==(const Shape&) const = default;
};

// "1x1x3x4"
std::string to_string(const Shape& shape);

enum class DType : std::uint8_t { Float32, Float64 };
std::string_view name_of(DType dtype);  // "float32", "float64"

// f(0.0f) or f(0.0): what is written for T becomes what runs for a DType. For a tensor at hand, std::visit does it.
template <class F>
decltype(auto) with_dtype(DType dtype, F&& f) {
    return dtype == DType::Float32 ? f(float{}) : f(double{});
}

// How an array of a file or of published code lists its axes. It is turned where it is read or written: a Tensor is
// always NCHW.
enum class AxisOrder : std::uint8_t { NCHW, NHWC };

// A plane as it lies in its tensor: valid as long as the tensor is neither moved nor destroyed.
template <class T>
struct Plane {
    T* cells = nullptr;  // row by row
    std::int64_t rows = 0, cols = 0;

    T& operator()(std::int64_t h, std::int64_t w) const { return cells[h * cols + w]; }
    operator Plane<const T>() const { return {cells, rows, cols}; }
};

template <class T>
class Tensor {
public:
    Tensor() = default;
    explicit Tensor(Shape shape, T fill = T{}) : shape_(shape) {
        reserve_large(data_, static_cast<std::size_t>(shape.cells()));
        data_.resize(static_cast<std::size_t>(shape.cells()), fill);
    }
    // `data` holds shape.cells() values, the columns running fastest.
    Tensor(Shape shape, std::vector<T> data) : shape_(shape), data_(std::move(data)) {
        POOLWALK_CHECK(static_cast<std::int64_t>(data_.size()) == shape.cells());
    }

    const Shape& shape() const { return shape_; }
    std::span<const T> data() const { return data_; }
    std::span<T> data() { return data_; }

    T& operator()(std::int64_t plane, std::int64_t h, std::int64_t w) { return data_[offset(plane, h, w)]; }
    const T& operator()(std::int64_t plane, std::int64_t h, std::int64_t w) const {
        return data_[offset(plane, h, w)];
    }

    Plane<T> plane(std::int64_t plane) { return {data_.data() + offset(plane, 0, 0), shape_.h, shape_.w}; }
    Plane<const T> plane(std::int64_t plane) const {
        return {data_.data() + offset(plane, 0, 0), shape_.h, shape_.w};
    }

    bool operator==(const Tensor&) const = default;

private:
    std::size_t offset(std::int64_t plane, std::int64_t h, std::int64_t w) const {
        return static_cast<std::size_t>((plane * shape_.h + h) * shape_.w + w);
    }

    Shape shape_{1, 1, 0, 0};
    std::vector<T> data_;
};

// From `values` in the order [N, H, W, C], and to them; `shape` is the tensor's.
template <class T>
Tensor<T> from_channels_last(const Shape& shape, std::span<const T> values);
template <class T>
std::vector<T> to_channels_last(const Tensor<T>& tensor);

// What a document or a file holds: the type is the data's own and is kept.
using AnyTensor = std::variant<Tensor<float>, Tensor<double>>;

const Shape& shape_of(const AnyTensor& tensor);
DType dtype_of(const AnyTensor& tensor);
double value_at(const AnyTensor& tensor, std::int64_t plane, std::int64_t h, std::int64_t w);
// Stores `value` rounded to the tensor's type.
void set_value(AnyTensor& tensor, std::int64_t plane, std::int64_t h, std::int64_t w, double value);
AnyTensor make_tensor(DType dtype, Shape shape, double fill = 0);
// `values` in NCHW order, rounded to `dtype`.
AnyTensor make_tensor(DType dtype, Shape shape, const std::vector<double>& values);
// All values in NCHW order.
std::vector<double> values_of(const AnyTensor& tensor);
AnyTensor converted(const AnyTensor& tensor, DType dtype);

// "input is too large: ..." naming the limit that `shape` breaks, or empty.
std::string size_error(std::int64_t n, std::int64_t c, std::int64_t h, std::int64_t w);

}  // namespace poolwalk
