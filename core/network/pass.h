// One image through all layers and back: every value, every gradient, and the weights after the
// update. Also the order in which a person steps through it.
#pragma once

#include "core/network/setup.h"

namespace poolwalk {

// Z = image * kernel, A = ReLU(Z), P = pool(A), z = P . dense, a = output(z), loss = 0.5 (a - t)^2;
// d_ is the gradient of the loss by that value.
struct NetworkPass {
    Weights weights;  // before the update
    ImageMatrix image;
    double target = 0;
    FeatureMatrix convolved, rectified;
    PooledMatrix pooled;
    double sum = 0, prediction = 0, loss = 0;

    double d_prediction = 0, slope = 0, d_sum = 0;  // slope: of the output function at the sum
    DenseVector d_dense;
    PooledMatrix d_pooled;
    FeatureMatrix d_rectified, d_convolved;
    KernelMatrix d_kernel;
    ImageMatrix d_image;

    Weights updated;  // both gradients are taken before either weight changes
};

struct PassSettings {
    TieRule tie = TieRule::All;
    OutputFunction output = OutputFunction::Arctan;
    double rate = 0.1;
};
NetworkPass pass_through(const ImageMatrix& image, double target, const Weights& weights,
                         const PassSettings& settings);

// What one step of the walk through a pass does.
enum class NetworkStep : std::uint8_t {
    Convolve,
    Relu,
    Pool,
    Dense,
    Output,
    Loss,
    LossBack,
    OutputBack,
    DenseBack,
    PoolBack,
    ReluBack,
    ConvolveBack,
    Update,
};
inline constexpr std::int64_t steps_per_image = 13;
constexpr bool is_backward(NetworkStep step) { return step >= NetworkStep::LossBack; }

struct NetworkPlace {
    std::int64_t epoch = 0, sample = 0;
    NetworkStep step = NetworkStep::Convolve;
    bool operator==(const NetworkPlace&) const = default;
};
std::int64_t steps_per_epoch(const NetworkSetup& setup);
std::int64_t network_step_count(const NetworkSetup& setup);
// The step that is done when the count goes from `index` to index + 1.
NetworkPlace network_place(const NetworkSetup& setup, std::int64_t index);
std::int64_t network_index(const NetworkSetup& setup, const NetworkPlace& place);

}  // namespace poolwalk
