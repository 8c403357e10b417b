#include "core/network/setup.h"

#include <cmath>
#include <limits>

#include "core/network/numpy_random.h"

namespace poolwalk {
namespace {

NetworkSetup published() {
    NetworkSetup setup;
    NetworkSample bright, dark;
    bright.image.cells = {1, 1, 0, 1, 0, 1,  //
                          1, 1, 0, 1, 0, 1,  //
                          1, 1, 0, 1, 0, 1,  //
                          1, 1, 1, 1, 0, 1,  //
                          1, 1, 1, 1, 0, 1,  //
                          1, 1, 1, 1, 0, 1};
    dark.image.cells = {-1, 0,  -1, 0, 0, 1,   //
                        -1, 0,  -1, 0, 0, 1,   //
                        -1, 0,  -1, 1, 0, 1,   //
                        -1, -1, -1, 0, 0, -1,  //
                        -1, 0,  -1, 0, 0, -1,  //
                        -1, 0,  -1, 0, 0, -1};
    setup.samples = {bright, dark};
    return setup;
}

bool is_within(double value, double low, double high) { return value >= low && value <= high; }  // NaN is not

template <class Matrix>
bool all_within(const Matrix& matrix, double limit) {
    return std::ranges::all_of(matrix.cells, [limit](double cell) { return is_within(cell, -limit, limit); });
}

}  // namespace

const NetworkSetup& default_setup() {
    static const NetworkSetup setup = published();
    return setup;
}

std::string setup_error(const NetworkSetup& setup) {
    constexpr double max_number = 1e6;
    if (setup.samples.empty() || setup.samples.size() > max_samples)
        return "there are " + std::to_string(setup.samples.size()) + " images: the network takes 1 to " +
               std::to_string(max_samples);
    for (const NetworkSample& sample : setup.samples) {
        if (!all_within(sample.image, max_number)) return "a pixel must be a number from -1e6 to 1e6";
        if (sample.target && !is_within(*sample.target, -max_number, max_number))
            return "a target must be a number from -1e6 to 1e6";
    }
    if (setup.seed < 0 || setup.seed > std::numeric_limits<std::uint32_t>::max())
        return "the seed must be from 0 to 4294967295, as NumPy takes it";
    if (setup.draw < 0 || setup.draw > max_draw) return "the draw must be from 0 to " + std::to_string(max_draw);
    if (!is_within(setup.kernel_scale, 0, max_number) || !is_within(setup.dense_scale, 0, max_number))
        return "a scale must be from 0 to 1e6";
    if (setup.start && !(all_within(setup.start->kernel, max_number) && all_within(setup.start->dense, max_number)))
        return "a weight must be a number from -1e6 to 1e6";
    if (!is_within(setup.rate, 0, 1e3)) return "the learning rate must be from 0 to 1000";
    if (setup.epochs < 1 || setup.epochs > max_epochs)
        return "the epochs must be from 1 to " + std::to_string(max_epochs);
    return {};
}

Weights start_weights(const NetworkSetup& setup) {
    if (setup.start) return *setup.start;
    NumpyRandom random(static_cast<std::uint32_t>(setup.seed));
    Weights weights;
    for (std::int64_t draw = 0; draw <= setup.draw; ++draw) {
        for (double& w : weights.kernel.cells) w = random.randn() * setup.kernel_scale;
        for (double& w : weights.dense.cells) w = random.randn() * setup.dense_scale;
    }
    return weights;
}

double target_of(const NetworkSetup& setup, std::size_t sample) {
    const NetworkSample& of = setup.samples[sample];
    return of.target ? *of.target : row(setup.output).value(sum(of.image));
}

}  // namespace poolwalk
