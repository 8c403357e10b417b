#include "core/pool/tensor.h"

#include <algorithm>

namespace poolwalk {

std::string to_string(const Shape& shape) {
    return std::to_string(shape.n) + "x" + std::to_string(shape.c) + "x" + std::to_string(shape.h) + "x" +
           std::to_string(shape.w);
}

std::string_view name_of(DType dtype) { return dtype == DType::Float32 ? "float32" : "float64"; }

namespace {

// Calls visit(plane, h, w) for each value in the order [N, H, W, C].
template <class Visit>
void for_each_channels_last(const Shape& shape, Visit&& visit) {
    for (std::int64_t n = 0; n < shape.n; ++n)
        for (std::int64_t h = 0; h < shape.h; ++h)
            for (std::int64_t w = 0; w < shape.w; ++w)
                for (std::int64_t c = 0; c < shape.c; ++c) visit(n * shape.c + c, h, w);
}

}  // namespace

template <class T>
Tensor<T> from_channels_last(const Shape& shape, std::span<const T> values) {
    POOLWALK_CHECK(std::ssize(values) == shape.cells());
    Tensor<T> tensor(shape);
    const T* next = values.data();
    for_each_channels_last(shape, [&](std::int64_t p, std::int64_t h, std::int64_t w) { tensor(p, h, w) = *next++; });
    return tensor;
}
template Tensor<float> from_channels_last(const Shape&, std::span<const float>);
template Tensor<double> from_channels_last(const Shape&, std::span<const double>);

template <class T>
std::vector<T> to_channels_last(const Tensor<T>& tensor) {
    std::vector<T> values;
    values.reserve(tensor.data().size());
    for_each_channels_last(
        tensor.shape(), [&](std::int64_t p, std::int64_t h, std::int64_t w) { values.push_back(tensor(p, h, w)); });
    return values;
}
template std::vector<float> to_channels_last(const Tensor<float>&);
template std::vector<double> to_channels_last(const Tensor<double>&);
template std::vector<std::int64_t> to_channels_last(const Tensor<std::int64_t>&);

const Shape& shape_of(const AnyTensor& tensor) {
    return std::visit([](const auto& t) -> const Shape& { return t.shape(); }, tensor);
}

DType dtype_of(const AnyTensor& tensor) {
    return std::holds_alternative<Tensor<float>>(tensor) ? DType::Float32 : DType::Float64;
}

double value_at(const AnyTensor& tensor, std::int64_t plane, std::int64_t h, std::int64_t w) {
    return std::visit([&](const auto& t) { return static_cast<double>(t(plane, h, w)); }, tensor);
}

void set_value(AnyTensor& tensor, std::int64_t plane, std::int64_t h, std::int64_t w, double value) {
    std::visit([&]<class T>(Tensor<T>& t) { t(plane, h, w) = static_cast<T>(value); }, tensor);
}

AnyTensor make_tensor(DType dtype, Shape shape, double fill) {
    if (dtype == DType::Float32) return Tensor<float>(shape, static_cast<float>(fill));
    return Tensor<double>(shape, fill);
}

AnyTensor make_tensor(DType dtype, Shape shape, const std::vector<double>& values) {
    if (dtype == DType::Float64) return Tensor<double>(shape, values);
    std::vector<float> rounded(values.size());
    std::transform(values.begin(), values.end(), rounded.begin(), [](double v) { return static_cast<float>(v); });
    return Tensor<float>(shape, std::move(rounded));
}

std::vector<double> values_of(const AnyTensor& tensor) {
    return std::visit([](const auto& t) { return std::vector<double>(t.data().begin(), t.data().end()); }, tensor);
}

AnyTensor converted(const AnyTensor& tensor, DType dtype) {
    if (dtype_of(tensor) == dtype) return tensor;
    return make_tensor(dtype, shape_of(tensor), values_of(tensor));
}

std::string size_error(std::int64_t n, std::int64_t c, std::int64_t h, std::int64_t w) {
    if (n < 1 || c < 1 || h < 1 || w < 1) return "the array is empty; every dimension must be at least 1";
    if (h > max_side || w > max_side)
        return std::to_string(h) + " x " + std::to_string(w) + " is too large: the limit is " +
               std::to_string(max_side) + " cells a side";
    // Each factor is compared before it is multiplied, so nothing can wrap.
    std::int64_t cells = h * w;
    for (const std::int64_t factor : {c, n}) {
        if (factor > max_cells || cells > max_cells / factor)
            return "the array is too large: the limit is 2^26 (" + std::to_string(max_cells) + ") cells";
        cells *= factor;
    }
    return {};
}

}  // namespace poolwalk
