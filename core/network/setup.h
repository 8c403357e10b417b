// Everything of the network that a person can change: the images and what is to be learned of them,
// the start weights or the random numbers they are drawn from, how it learns. What follows from it
// is pass.h's and training.h's.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/network/layers.h"

namespace poolwalk {

struct Weights {
    KernelMatrix kernel{};
    DenseVector dense{};
    bool operator==(const Weights&) const = default;
};

struct NetworkSample {
    ImageMatrix image{};
    std::optional<double> target{};  // absent: the output function of the sum of the image
    bool operator==(const NetworkSample&) const = default;
};

inline constexpr std::int64_t max_epochs = 100'000, max_draw = 10'000;
inline constexpr std::size_t max_samples = 8;

struct NetworkSetup {
    std::vector<NetworkSample> samples;  // 1 to max_samples; an epoch shows each once, in this order
    std::int64_t seed = 7839;            // 0 to 2^32 - 1, as NumPy takes it
    std::int64_t draw = 0;               // which set of weights of that stream, from 0
    double kernel_scale = 2.27, dense_scale = 6.1;
    std::optional<Weights> start{};  // typed by hand: seed, draw and scales have no say then
    double rate = 0.1;
    std::int64_t epochs = 1000;
    TieRule tie = TieRule::All;
    OutputFunction output = OutputFunction::Arctan;
    bool operator==(const NetworkSetup&) const = default;
};

// The published run: two images, seed 7839.
const NetworkSetup& default_setup();

// The first reason why this cannot be trained, or empty.
std::string setup_error(const NetworkSetup& setup);

// The start weights: those typed, or randn(3, 3) * kernel_scale and then randn(4, 1) * dense_scale of
// RandomState(seed), after as many such sets have been drawn as `draw` says.
Weights start_weights(const NetworkSetup& setup);
double target_of(const NetworkSetup& setup, std::size_t sample);
inline Rules rules_of(TieRule tie) { return {tie, OverlapRule::Accumulate, NanRule::LastNan}; }

}  // namespace poolwalk
