// The shortest decimal number that reads back as the same double or float. How it is shown is number_text.h's.
#pragma once

#include <string>

namespace poolwalk {

// 0.1 is {"1", -1}, 1250 is {"125", 3}: the point stands behind the first digit, before 10^exponent.
struct Decimal {
    std::string digits;  // at least one, without closing zeros; "0" of 0
    int exponent = 0;
    bool negative = false;
};
// Of a finite number.
Decimal decimal_of(double value);
Decimal decimal_of(float value);

}  // namespace poolwalk
