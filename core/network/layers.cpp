#include "core/network/layers.h"

#include <array>
#include <cmath>

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

ConstPlane<double> plane_of(const FeatureMatrix& features) { return {features.data(), 4, 4, PlaneStride(4, 1)}; }

// `visit(window, look)` for the four windows, row by row.
template <class Visit>
void each_window(const FeatureMatrix& input, const Rules& rules, const Visit& visit) {
    WindowLook<double> look;
    for (std::int64_t h = 0; h < 2; ++h)
        for (std::int64_t w = 0; w < 2; ++w) {
            look_at_window(plane_of(input), network_pool, rules, {h, w}, look);
            visit(Place{h, w}, look);
        }
}

}  // namespace

FeatureMatrix convolve(const ImageMatrix& image, const KernelMatrix& kernel) {
    const KernelMatrix turned = kernel.reverse();
    FeatureMatrix result;
    for (int h = 0; h < 4; ++h)
        for (int w = 0; w < 4; ++w) result(h, w) = image.block<3, 3>(h, w).cwiseProduct(turned).sum();
    return result;
}

KernelMatrix convolve_backward_kernel(const ImageMatrix& image, const FeatureMatrix& grad_output) {
    KernelMatrix turned;
    for (int r = 0; r < 3; ++r)
        for (int c = 0; c < 3; ++c) turned(r, c) = image.block<4, 4>(r, c).cwiseProduct(grad_output).sum();
    return turned.reverse();
}

ImageMatrix convolve_backward_image(const KernelMatrix& kernel, const FeatureMatrix& grad_output) {
    const KernelMatrix turned = kernel.reverse();
    ImageMatrix result = ImageMatrix::Zero();
    for (int h = 0; h < 4; ++h)
        for (int w = 0; w < 4; ++w) result.block<3, 3>(h, w) += grad_output(h, w) * turned;
    return result;
}

FeatureMatrix relu(const FeatureMatrix& input) { return input.cwiseMax(0.0); }

FeatureMatrix relu_backward(const FeatureMatrix& input, const FeatureMatrix& grad_output) {
    return (input.array() > 0).select(grad_output, 0.0);
}

PooledMatrix max_pool(const FeatureMatrix& input, const Rules& rules) {
    PooledMatrix result;
    each_window(input, rules, [&](Place at, const WindowLook<double>& look) { result(at.h, at.w) = look.value; });
    return result;
}

FeatureMatrix max_pool_backward(const FeatureMatrix& input, const PooledMatrix& grad_output, const Rules& rules) {
    FeatureMatrix result = FeatureMatrix::Zero();
    each_window(input, rules, [&](Place at, const WindowLook<double>& look) {
        pay_window(look, network_pool, rules.overlap, at, grad_output(at.h, at.w),
                   Plane<double>(result.data(), 4, 4, PlaneStride(4, 1)));
    });
    return result;
}

std::vector<PoolWindow> pool_windows(const FeatureMatrix& input, const Rules& rules) {
    std::vector<PoolWindow> windows;
    each_window(input, rules, [&](Place, const WindowLook<double>& look) {
        windows.push_back({look.receivers, look.maxima});
    });
    return windows;
}

double dense(const PooledMatrix& input, const DenseVector& weights) {
    return Eigen::Map<const Eigen::Vector4d>(input.data()).dot(weights);
}

DenseVector dense_backward_weights(const PooledMatrix& input, double grad_output) {
    return Eigen::Map<const Eigen::Vector4d>(input.data()) * grad_output;
}

PooledMatrix dense_backward_input(const DenseVector& weights, double grad_output) {
    return Eigen::Map<const PooledMatrix>(weights.data()) * grad_output;
}

std::span<const OutputRow> output_functions() { return output_table; }
const OutputRow& row(OutputFunction function) { return output_table[static_cast<std::size_t>(function)]; }

double squared_error(double prediction, double target) { return 0.5 * (prediction - target) * (prediction - target); }
double squared_error_backward(double prediction, double target) { return prediction - target; }

}  // namespace poolwalk
