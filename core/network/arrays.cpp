#include "core/network/arrays.h"

#include <array>

namespace poolwalk {
namespace {

using A = NetworkArray;
using S = NetworkStep;

constexpr std::array<NetworkArrayRow, 17> table{{
    {A::Image, "image", "X", "the image", 6, 6, false, true, S::Convolve, true},
    {A::Convolved, "convolved", "Z", "the image convolved with the kernel K", 4, 4, false, false, S::Convolve},
    {A::Rectified, "rectified", "A", "ReLU of Z: what is negative becomes 0", 4, 4, false, false, S::Relu},
    {A::Pooled, "pooled", "P", "the maximum of each 2 x 2 window of A", 2, 2, false, false, S::Pool},
    {A::Sum, "sum", "z", "the dense layer: P times the weights w, summed", 1, 1, false, false, S::Dense},
    {A::Prediction, "prediction", "a", "what the network predicts", 1, 1, false, false, S::Output},
    {A::Loss, "loss", "L", "half the square of the error", 1, 1, false, false, S::Loss},
    {A::DImage, "d_image", "dX", "the gradient at the image; nothing learns from it", 6, 6, true, false,
     S::ConvolveBack},
    {A::DConvolved, "d_convolved", "dZ", "the gradient where Z > 0", 4, 4, true, false, S::ReluBack},
    {A::DRectified, "d_rectified", "dA", "the gradient at the maxima of A", 4, 4, true, false, S::PoolBack},
    {A::DPooled, "d_pooled", "dP", "the gradient at the pooled cells: dz times w", 2, 2, true, false, S::DenseBack},
    {A::DSum, "d_sum", "dz", "the gradient at z: da times the slope of the output function", 1, 1, true, false,
     S::OutputBack},
    {A::DPrediction, "d_prediction", "da", "the gradient at the prediction: a - t", 1, 1, true, false, S::LossBack},
    {A::Kernel, "kernel", "K", "the 3 x 3 weights of the convolution", 3, 3, false, true, S::Convolve, true},
    {A::DKernel, "d_kernel", "dK", "the gradient at the kernel", 3, 3, true, false, S::ConvolveBack},
    {A::Dense, "dense", "w", "the four weights of the dense layer, each at the place of its pooled cell", 2, 2, false,
     true, S::Convolve, true},
    {A::DDense, "d_dense", "dw", "the gradient at the dense weights: P times dz", 2, 2, true, false, S::DenseBack},
}};

}  // namespace

std::span<const NetworkArrayRow> network_arrays() { return table; }
const NetworkArrayRow& row(NetworkArray array) { return table[static_cast<std::size_t>(array)]; }

double value_at(const NetworkPass& pass, const NetworkCell& cell, bool updated) {
    const auto [h, w] = cell.cell;
    const Weights& weights = updated ? pass.updated : pass.weights;
    switch (cell.array) {
        case A::Image: return pass.image(h, w);
        case A::Convolved: return pass.convolved(h, w);
        case A::Rectified: return pass.rectified(h, w);
        case A::Pooled: return pass.pooled(h, w);
        case A::Sum: return pass.sum;
        case A::Prediction: return pass.prediction;
        case A::Loss: return pass.loss;
        case A::DImage: return pass.d_image(h, w);
        case A::DConvolved: return pass.d_convolved(h, w);
        case A::DRectified: return pass.d_rectified(h, w);
        case A::DPooled: return pass.d_pooled(h, w);
        case A::DSum: return pass.d_sum;
        case A::DPrediction: return pass.d_prediction;
        case A::Kernel: return weights.kernel(h, w);
        case A::DKernel: return pass.d_kernel(h, w);
        case A::Dense: return weights.dense(2 * h + w);
        case A::DDense: return pass.d_dense(2 * h + w);
    }
    return 0;
}

NetworkSetup with_cell(NetworkSetup setup, std::size_t sample, const Weights& shown, const NetworkCell& cell,
                       double value) {
    const auto [h, w] = cell.cell;
    if (cell.array == A::Image) {
        setup.samples[sample].image(h, w) = value;
    } else if (cell.array == A::Kernel || cell.array == A::Dense) {
        setup.start = shown;
        (cell.array == A::Kernel ? setup.start->kernel(h, w) : setup.start->dense(2 * h + w)) = value;
    }
    return setup;
}

}  // namespace poolwalk
