// The random numbers of NumPy's RandomState(seed), bit for bit: the 32-bit Mersenne Twister as its
// authors seed it, doubles of 53 bits, and normal numbers by Marsaglia's polar method, two at a time.
// NumPy keeps these forever ("legacy seeding"); its newer Generator gives others.
#pragma once

#include <cstdint>
#include <optional>
#include <random>

namespace poolwalk {

class NumpyRandom {
public:
    explicit NumpyRandom(std::uint32_t seed) : twister_(seed) {}

    double random_sample();  // in [0, 1)
    double randn();          // of mean 0 and variance 1

private:
    std::mt19937 twister_;          // the standard demands the very numbers of mt19937ar.c
    std::optional<double> second_;  // the polar method's other number, for the next call
};

}  // namespace poolwalk
