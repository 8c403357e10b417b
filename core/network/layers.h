// The layers of the small network, each a forward and a backward function on matrices of fixed size:
// 3x3 convolution, ReLU, 2x2 max pool, dense 4 -> 1, arctan or logistic, squared error. What stands
// between them for one image is pass.h's; how they learn is training.h's.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/network/small_matrix.h"
#include "core/pool/max_pool.h"

namespace poolwalk {

// Of all cells; one order of adding for each size.
double sum(const ImageMatrix& image);
double sum(const FeatureMatrix& features);
double sum(const PooledMatrix& pooled);

// True convolution without padding, Z(h, w) = sum over r, c of X(h+r, w+c) * K(2-r, 2-c): the kernel
// is rotated by 180 degrees, as scipy.signal.convolve2d(X, K, "valid") does.
FeatureMatrix convolve(const ImageMatrix& image, const KernelMatrix& kernel);
KernelMatrix convolve_backward_kernel(const ImageMatrix& image, const FeatureMatrix& grad_output);
ImageMatrix convolve_backward_image(const KernelMatrix& kernel, const FeatureMatrix& grad_output);

FeatureMatrix relu(const FeatureMatrix& input);
// The gradient passes where the input is above 0; at 0 itself it does not.
FeatureMatrix relu_backward(const FeatureMatrix& input, const FeatureMatrix& grad_output);

// [1, 1, H, W]
template <int rows, int cols>
Tensor<double> tensor_of(const SmallMatrix<rows, cols>& matrix) {
    return Tensor<double>({1, 1, rows, cols}, {matrix.cells.begin(), matrix.cells.end()});
}

// 2x2 windows that touch; the rules are max_pool's own.
inline constexpr Geometry network_pool{};
PooledMatrix max_pool(const FeatureMatrix& input, const Rules& rules);
FeatureMatrix max_pool_backward(const FeatureMatrix& input, const PooledMatrix& grad_output, const Rules& rules);
// The cells that receive gradient, and how many are equal to the maximum, window by window.
struct PoolWindow {
    std::vector<Place> receivers, maxima;
};
std::vector<PoolWindow> pool_windows(const FeatureMatrix& input, const Rules& rules);

double dense(const PooledMatrix& input, const DenseVector& weights);
DenseVector dense_backward_weights(const PooledMatrix& input, double grad_output);
PooledMatrix dense_backward_input(const DenseVector& weights, double grad_output);

enum class OutputFunction : std::uint8_t { Arctan, Logistic };
struct OutputRow {
    OutputFunction function;
    std::string_view name, label, help, formula, slope_formula;
    double (*value)(double z);
    double (*slope)(double z);
};
std::span<const OutputRow> output_functions();
const OutputRow& row(OutputFunction function);

double squared_error(double prediction, double target);           // 0.5 (a - t)^2
double squared_error_backward(double prediction, double target);  // a - t

}  // namespace poolwalk
