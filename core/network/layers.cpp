#include "core/network/layers.h"

#include <Eigen/Core>
#include <array>
#include <cmath>
#include <type_traits>

namespace poolwalk {
namespace {

constexpr std::array<OutputRow, 2> output_table{{
    {OutputFunction::Arctan, "arctan", "arctan", "from -π/2 to π/2; flat far from 0", "arctan z", "1 / (1 + z²)",
     [](double z) { return std::atan(z); }, [](double z) { return 1 / (1 + z * z); }},
    {OutputFunction::Logistic, "logistic", "logistic", "1 / (1 + exp(-z)), from 0 to 1; flat far from 0",
     "1 / (1 + exp(-z))", "a (1 - a)", [](double z) { return 1 / (1 + std::exp(-z)); },
     [](double z) {
         const double a = 1 / (1 + std::exp(-z));
         return a * (1 - a);
     }},
}};

// The same matrix with Eigen's arithmetic; a column vector is Eigen's way of storing one.
template <int rows, int cols>
auto eigen(const SmallMatrix<rows, cols>& matrix) {
    using Matrix = Eigen::Matrix<double, rows, cols, cols == 1 ? Eigen::ColMajor : Eigen::RowMajor>;
    return Matrix(Eigen::Map<const Matrix>(matrix.cells.data()));
}

template <class Matrix, class Expression>
Matrix small(const Expression& expression) {
    Matrix result;
    using Stored = decltype(eigen(result));
    Eigen::Map<Stored>(result.cells.data()) = expression;
    return result;
}

Plane<const double> plane_of(const FeatureMatrix& features) { return {features.cells.data(), 4, 4}; }

// `visit(window, pooled)` for the four windows, row by row.
template <class Visit>
void each_window(const FeatureMatrix& input, const Rules& rules, const Visit& visit) {
    PooledWindow<double> pooled;
    for (std::int64_t h = 0; h < 2; ++h)
        for (std::int64_t w = 0; w < 2; ++w) {
            pool_window(plane_of(input), network_pool, rules, {h, w}, pooled);
            visit(Place{h, w}, pooled);
        }
}

}  // namespace

double sum(const ImageMatrix& image) { return eigen(image).sum(); }
double sum(const FeatureMatrix& features) { return eigen(features).sum(); }
double sum(const PooledMatrix& pooled) { return eigen(pooled).sum(); }

FeatureMatrix convolve(const ImageMatrix& image, const KernelMatrix& kernel) {
    const auto x = eigen(image);
    const decltype(eigen(kernel)) turned = eigen(kernel).reverse();
    FeatureMatrix result;
    for (int h = 0; h < 4; ++h)
        for (int w = 0; w < 4; ++w) result(h, w) = x.block<3, 3>(h, w).cwiseProduct(turned).sum();
    return result;
}

KernelMatrix convolve_backward_kernel(const ImageMatrix& image, const FeatureMatrix& grad_output) {
    const auto x = eigen(image);
    const auto dz = eigen(grad_output);
    KernelMatrix result;
    for (int r = 0; r < 3; ++r)
        for (int c = 0; c < 3; ++c) result(2 - r, 2 - c) = x.block<4, 4>(r, c).cwiseProduct(dz).sum();
    return result;
}

ImageMatrix convolve_backward_image(const KernelMatrix& kernel, const FeatureMatrix& grad_output) {
    const decltype(eigen(kernel)) turned = eigen(kernel).reverse();
    decltype(eigen(ImageMatrix{})) result = eigen(ImageMatrix{});
    for (int h = 0; h < 4; ++h)
        for (int w = 0; w < 4; ++w) result.block<3, 3>(h, w) += grad_output(h, w) * turned;
    return small<ImageMatrix>(result);
}

FeatureMatrix relu(const FeatureMatrix& input) { return small<FeatureMatrix>(eigen(input).cwiseMax(0.0)); }

FeatureMatrix relu_backward(const FeatureMatrix& input, const FeatureMatrix& grad_output) {
    return small<FeatureMatrix>((eigen(input).array() > 0).select(eigen(grad_output), 0.0));
}

PooledMatrix max_pool(const FeatureMatrix& input, const Rules& rules) {
    PooledMatrix result;
    each_window(input, rules,
                [&](Place at, const PooledWindow<double>& pooled) { result(at.h, at.w) = pooled.value; });
    return result;
}

FeatureMatrix max_pool_backward(const FeatureMatrix& input, const PooledMatrix& grad_output, const Rules& rules) {
    FeatureMatrix result;
    each_window(input, rules, [&](Place at, const PooledWindow<double>& pooled) {
        contribute(pooled, network_pool, rules.overlap, grad_output(at.h, at.w),
                   Plane<double>{result.cells.data(), 4, 4});
    });
    return result;
}

std::vector<PoolWindow> pool_windows(const FeatureMatrix& input, const Rules& rules) {
    std::vector<PoolWindow> windows;
    each_window(input, rules, [&](Place, const PooledWindow<double>& pooled) {
        windows.push_back({pooled.receivers, pooled.maxima});
    });
    return windows;
}

double dense(const PooledMatrix& input, const DenseVector& weights) {
    return Eigen::Map<const Eigen::Vector4d>(input.cells.data()).dot(eigen(weights));
}

DenseVector dense_backward_weights(const PooledMatrix& input, double grad_output) {
    DenseVector result;
    for (int i = 0; i < 4; ++i) result(i) = input(i) * grad_output;
    return result;
}

PooledMatrix dense_backward_input(const DenseVector& weights, double grad_output) {
    PooledMatrix result;
    for (int i = 0; i < 4; ++i) result(i) = weights(i) * grad_output;
    return result;
}

std::span<const OutputRow> output_functions() { return output_table; }
const OutputRow& row(OutputFunction function) { return output_table[static_cast<std::size_t>(function)]; }

double squared_error(double prediction, double target) { return 0.5 * (prediction - target) * (prediction - target); }
double squared_error_backward(double prediction, double target) { return prediction - target; }

}  // namespace poolwalk
