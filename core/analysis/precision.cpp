#include "core/analysis/precision.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <type_traits>

#include "core/base/decimal.h"

namespace poolwalk {
namespace {

// float32 has no more than 7 digits of its own, NumPy prints 8 decimals.
template <class T>
constexpr int max_decimals = std::is_same_v<T, float> ? 6 : 8;
constexpr int max_digits = 6, max_bits = 11, bfloat_bits = 8;
// Decimals that numbers of so few bits as bfloat16's have only where they were rounded to bits.
constexpr int decimals_of_bits = 5;

struct Written {
    int decimals, digits, bits;
};

// The shortest decimal number that reads back as `value`.
template <class T>
Written written(T value) {
    const Decimal decimal = decimal_of(value);
    const int digits = static_cast<int>(decimal.digits.size());
    int power = 0, bits = 0;
    for (double rest = std::frexp(static_cast<double>(value), &power); rest != 0 && bits <= max_bits; ++bits)
        rest = 2 * rest - std::trunc(2 * rest);
    return {std::max(0, digits - 1 - decimal.exponent), digits, bits};
}

template <class T>
Precision precision_in(const Tensor<T>& tensor) {
    Written most{0, 0, 0};
    for (const T value : tensor.data()) {
        if (!std::isfinite(value) || value == 0) continue;
        const Written one = written(value);
        most = {std::max(most.decimals, one.decimals), std::max(most.digits, one.digits),
                std::max(most.bits, one.bits)};
        if (most.decimals > max_decimals<T> && most.digits > max_digits && most.bits > max_bits) return {};
    }
    if (most.decimals < 2) return {};
    if (most.bits <= bfloat_bits && most.decimals >= decimals_of_bits) return {.bits = bfloat_bits};
    if (most.decimals <= max_decimals<T>) return {.decimals = most.decimals};
    if (most.digits <= max_digits) return {.digits = most.digits};
    if (most.bits > max_bits) return {};
    return {.bits = most.bits <= bfloat_bits ? bfloat_bits : max_bits};
}

}  // namespace

Precision precision_of(const AnyTensor& tensor) {
    return std::visit([](const auto& t) { return precision_in(t); }, tensor);
}

double rounding_of(const Precision& precision, double value, double scale) {
    // A little more than half a unit: the print rounds a value that was rounded before.
    constexpr double half = 0.5001;
    if (precision.decimals > 0) return half * std::pow(10.0, -precision.decimals);
    if (precision.digits > 0 && value != 0)
        return half * std::pow(10.0, std::floor(std::log10(std::abs(value))) + 1 - precision.digits);
    // Sums in half precision are rounded term by term.
    return precision.bits > 0 ? std::ldexp(scale, 1 - precision.bits) : 0;
}

std::string words_of(const Precision& precision) {
    if (precision.decimals > 0) return "the " + std::to_string(precision.decimals) + " decimals given";
    if (precision.digits > 0) return "the " + std::to_string(precision.digits) + " digits given";
    return precision.bits == bfloat_bits ? "bfloat16, as given" : "half precision, as given";
}

}  // namespace poolwalk
