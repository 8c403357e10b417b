#include "core/pool/tensor.h"

#include <algorithm>

namespace poolwalk {

std::string to_string(const Shape& shape) {
    return std::to_string(shape.n) + "x" + std::to_string(shape.c) + "x" + std::to_string(shape.h) + "x" +
           std::to_string(shape.w);
}

std::string_view name_of(DType dtype) { return dtype == DType::Float32 ? "float32" : "float64"; }

template <class T>
Tensor<T> with_layout(const Tensor<T>& tensor, Layout layout) {
    Tensor<T> result(tensor.shape(), T{}, layout);
    for (std::int64_t p = 0; p < tensor.shape().planes(); ++p) result.plane(p) = tensor.plane(p);
    return result;
}
template Tensor<float> with_layout(const Tensor<float>&, Layout);
template Tensor<double> with_layout(const Tensor<double>&, Layout);
template Tensor<std::int32_t> with_layout(const Tensor<std::int32_t>&, Layout);

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
    return std::visit(
        [](const auto& t) {
            const Shape shape = t.shape();
            std::vector<double> values;
            values.reserve(static_cast<std::size_t>(shape.cells()));
            for (std::int64_t p = 0; p < shape.planes(); ++p)
                for (std::int64_t h = 0; h < shape.h; ++h)
                    for (std::int64_t w = 0; w < shape.w; ++w) values.push_back(static_cast<double>(t(p, h, w)));
            return values;
        },
        tensor);
}

AnyTensor converted(const AnyTensor& tensor, DType dtype) {
    if (dtype_of(tensor) == dtype) return tensor;
    return make_tensor(dtype, shape_of(tensor), values_of(tensor));
}

std::string size_complaint(std::int64_t n, std::int64_t c, std::int64_t h, std::int64_t w) {
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
