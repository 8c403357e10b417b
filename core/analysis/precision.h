// How precisely an array was given, told from its numbers: a print keeps some decimals or digits, half precision some
// bits. What is compared with it is rule_fits.h's.
#pragma once

#include <string>

#include "core/pool/tensor.h"

namespace poolwalk {

// At most one is not 0. None for whole numbers, which are exact, and for numbers with all their digits.
struct Precision {
    int decimals = 0;  // behind the point, 2 to 8 (6 in float32)
    int digits = 0;    // significant ones, as printed with an exponent, up to 6
    int bits = 0;      // of the significand: half precision's 11, or bfloat16's 8
    bool operator==(const Precision&) const = default;

    bool is_rounded() const { return *this != Precision{}; }
};

Precision precision_of(const AnyTensor& tensor);

// How far from `value` the number lies at most that was rounded to it; `scale` is the size of its terms.
double rounding_of(const Precision& precision, double value, double scale);

// "the 4 decimals given"
std::string words_of(const Precision& precision);

}  // namespace poolwalk
