#define FMT_HEADER_ONLY
#include "core/base/decimal.h"

#include <fmt/format.h>

#include <cmath>
#include <cstdlib>
#include <string_view>

namespace poolwalk {
namespace {

// From "-12.5", "0.0001" or "1.25e+20".
Decimal read(std::string_view text) {
    Decimal decimal;
    decimal.negative = text.starts_with('-');
    if (decimal.negative) text.remove_prefix(1);
    const std::size_t e = text.find('e');
    if (e != text.npos) decimal.exponent = std::atoi(std::string(text.substr(e + 1)).c_str());
    text = text.substr(0, e);
    const std::size_t point = std::min(text.find('.'), text.size());
    decimal.digits = std::string(text.substr(0, point)) + std::string(text.substr(std::min(point + 1, text.size())));
    const std::size_t first = decimal.digits.find_first_not_of('0');
    if (first == std::string::npos) return {"0", 0, decimal.negative};
    decimal.exponent += static_cast<int>(point) - 1 - static_cast<int>(first);
    decimal.digits = decimal.digits.substr(first, decimal.digits.find_last_not_of('0') + 1 - first);
    return decimal;
}

}  // namespace

Decimal decimal_of(double value) { return read(fmt::format("{}", value)); }
Decimal decimal_of(float value) { return read(fmt::format("{}", value)); }

}  // namespace poolwalk
