#include "core/network/numpy_random.h"

#include <cmath>

namespace poolwalk {

double NumpyRandom::random_sample() {
    const double high = static_cast<double>(twister_() >> 5), low = static_cast<double>(twister_() >> 6);
    return (high * 67108864.0 + low) / 9007199254740992.0;
}

double NumpyRandom::randn() {
    if (second_) {
        const double value = *second_;
        second_.reset();
        return value;
    }
    double x = 0, y = 0, r2 = 0;
    do {
        x = 2.0 * random_sample() - 1.0;
        y = 2.0 * random_sample() - 1.0;
        // Products kept apart: a fused sum would round otherwise than NumPy's.
        const volatile double xx = x * x, yy = y * y;
        r2 = xx + yy;
    } while (r2 >= 1.0 || r2 == 0.0);
    const double stretch = std::sqrt(-2.0 * std::log(r2) / r2);
    second_ = stretch * x;
    return stretch * y;
}

}  // namespace poolwalk
