#include "core/network/pass.h"

namespace poolwalk {
namespace {

template <class Matrix>
Matrix after_update(Matrix weights, const Matrix& gradient, double rate) {
    for (std::size_t i = 0; i < weights.cells.size(); ++i) weights.cells[i] -= rate * gradient.cells[i];
    return weights;
}

}  // namespace

NetworkPass pass_through(const ImageMatrix& image, double target, const Weights& weights,
                         const PassSettings& settings) {
    const Rules rules = rules_of(settings.tie);
    const OutputRow& output = row(settings.output);
    NetworkPass p;
    p.weights = weights;
    p.image = image;
    p.target = target;
    p.convolved = convolve(image, weights.kernel);
    p.rectified = relu(p.convolved);
    p.pooled = max_pool(p.rectified, rules);
    p.sum = dense(p.pooled, weights.dense);
    p.prediction = output.value(p.sum);
    p.loss = squared_error(p.prediction, target);

    p.d_prediction = squared_error_backward(p.prediction, target);
    p.slope = output.slope(p.sum);
    p.d_sum = p.d_prediction * p.slope;
    p.d_dense = dense_backward_weights(p.pooled, p.d_sum);
    p.d_pooled = dense_backward_input(weights.dense, p.d_sum);
    p.d_rectified = max_pool_backward(p.rectified, p.d_pooled, rules);
    p.d_convolved = relu_backward(p.convolved, p.d_rectified);
    p.d_kernel = convolve_backward_kernel(image, p.d_convolved);
    p.d_image = convolve_backward_image(weights.kernel, p.d_convolved);

    p.updated.kernel = after_update(weights.kernel, p.d_kernel, settings.rate);
    p.updated.dense = after_update(weights.dense, p.d_dense, settings.rate);
    return p;
}

std::int64_t steps_per_epoch(const NetworkSetup& setup) {
    return steps_per_image * static_cast<std::int64_t>(setup.samples.size());
}

std::int64_t network_step_count(const NetworkSetup& setup) { return setup.epochs * steps_per_epoch(setup); }

NetworkPlace network_place(const NetworkSetup& setup, std::int64_t index) {
    const std::int64_t per_epoch = steps_per_epoch(setup);
    return {index / per_epoch, index % per_epoch / steps_per_image,
            static_cast<NetworkStep>(index % steps_per_image)};
}

std::int64_t network_index(const NetworkSetup& setup, const NetworkPlace& place) {
    return place.epoch * steps_per_epoch(setup) + place.sample * steps_per_image +
           static_cast<std::int64_t>(place.step);
}

}  // namespace poolwalk
