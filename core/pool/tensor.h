// Tensors of shape [N, C, H, W] in float32 or float64, stored as NCHW or NHWC.
// A plane is one [H, W] image of a tensor, numbered n * C + c, and is seen through an Eigen map
// whatever the layout. Reading tensors from files is io's work; pooling them is max_pool's.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
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

enum class Layout : std::uint8_t { NCHW, NHWC };
enum class DType : std::uint8_t { Float32, Float64 };
std::string_view name_of(DType dtype);  // "float32", "float64"

template <class T>
using Matrix = Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using PlaneStride = Eigen::Stride<Eigen::Dynamic, Eigen::Dynamic>;
template <class T>
using Plane = Eigen::Map<Matrix<T>, Eigen::Unaligned, PlaneStride>;
template <class T>
using ConstPlane = Eigen::Map<const Matrix<T>, Eigen::Unaligned, PlaneStride>;

template <class T>
class Tensor {
public:
    Tensor() = default;
    explicit Tensor(Shape shape, T fill = T{}, Layout layout = Layout::NCHW) : shape_(shape), layout_(layout) {
        reserve_large(data_, static_cast<std::size_t>(shape.cells()));
        data_.resize(static_cast<std::size_t>(shape.cells()), fill);
    }
    // `data` holds shape.cells() values in the order of `layout`.
    Tensor(Shape shape, std::vector<T> data, Layout layout = Layout::NCHW)
        : shape_(shape), layout_(layout), data_(std::move(data)) {
        POOLWALK_CHECK(static_cast<std::int64_t>(data_.size()) == shape.cells());
    }

    const Shape& shape() const { return shape_; }
    Layout layout() const { return layout_; }
    std::span<const T> data() const { return data_; }
    std::span<T> data() { return data_; }

    T& operator()(std::int64_t plane, std::int64_t h, std::int64_t w) { return data_[offset(plane, h, w)]; }
    const T& operator()(std::int64_t plane, std::int64_t h, std::int64_t w) const {
        return data_[offset(plane, h, w)];
    }

    // [H, W], rows by h. The view is valid as long as the tensor is neither moved nor destroyed.
    Plane<T> plane(std::int64_t plane) { return {data_.data() + offset(plane, 0, 0), shape_.h, shape_.w, strides()}; }
    ConstPlane<T> plane(std::int64_t plane) const {
        return {data_.data() + offset(plane, 0, 0), shape_.h, shape_.w, strides()};
    }

    bool operator==(const Tensor&) const = default;

private:
    std::size_t offset(std::int64_t plane, std::int64_t h, std::int64_t w) const {
        if (layout_ == Layout::NCHW) return static_cast<std::size_t>((plane * shape_.h + h) * shape_.w + w);
        const std::int64_t n = plane / shape_.c, c = plane % shape_.c;
        return static_cast<std::size_t>(((n * shape_.h + h) * shape_.w + w) * shape_.c + c);
    }
    PlaneStride strides() const {
        return layout_ == Layout::NCHW ? PlaneStride(shape_.w, 1) : PlaneStride(shape_.w * shape_.c, shape_.c);
    }

    Shape shape_{1, 1, 0, 0};
    Layout layout_ = Layout::NCHW;
    std::vector<T> data_;
};

// The same values in another memory order.
template <class T>
Tensor<T> with_layout(const Tensor<T>& tensor, Layout layout);

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
std::string size_complaint(std::int64_t n, std::int64_t c, std::int64_t h, std::int64_t w);

}  // namespace poolwalk
