#define FMT_HEADER_ONLY
#include "core/base/number_text.h"

#include <fast_float/fast_float.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <type_traits>

#include "core/base/decimal.h"

namespace poolwalk {
namespace {

// Cuts a fraction's closing zeros: "1.500" -> "1.5", "2." -> "2".
std::string trimmed(std::string text) {
    if (text.find('.') == std::string::npos) return text;
    const std::size_t exponent = text.find('e');
    std::string tail = exponent == std::string::npos ? "" : text.substr(exponent);
    std::string head = text.substr(0, exponent);
    while (head.back() == '0') head.pop_back();
    if (head.back() == '.') head.pop_back();
    return head + tail;
}

// "e+05" -> "e5": a cell has no room for more.
std::string short_exponent(std::string text) {
    const std::size_t e = text.find('e');
    if (e == std::string::npos) return text;
    std::string head = text.substr(0, e + 1);
    std::size_t at = e + 1;
    if (text[at] == '-') head += '-';
    ++at;
    while (at + 1 < text.size() && text[at] == '0') ++at;
    return head + text.substr(at);
}

// "12.5", "0.001", "1500": all digits of it.
std::string fixed(const Decimal& decimal) {
    const int count = static_cast<int>(decimal.digits.size()), before_point = decimal.exponent + 1;
    std::string text = decimal.negative ? "-" : "";
    if (before_point <= 0)
        return text + "0." + std::string(static_cast<std::size_t>(-before_point), '0') + decimal.digits;
    const auto whole = static_cast<std::size_t>(std::min(before_point, count));
    text += decimal.digits.substr(0, whole) + std::string(static_cast<std::size_t>(before_point) - whole, '0');
    return whole < decimal.digits.size() ? text + "." + decimal.digits.substr(whole) : text;
}

// "1.25e+20"
std::string scientific(const Decimal& decimal) {
    const std::string rest = decimal.digits.size() > 1 ? "." + decimal.digits.substr(1) : "";
    return (decimal.negative ? "-" : "") + decimal.digits.substr(0, 1) + rest +
           fmt::format("e{:+03}", decimal.exponent);
}

std::string whole_text(double value) { return fmt::format("{:.0f}", value); }

std::string fixed_or_scientific(double value, int digits) {
    if (value == std::trunc(value) && std::abs(value) < 1e6) return whole_text(value);
    return short_exponent(trimmed(fmt::format("{:.{}g}", value, digits)));
}

// The shorter of both forms, as std::to_chars has it.
std::string shortest(const Decimal& decimal, double value) {
    const int digits = static_cast<int>(decimal.digits.size()), last = decimal.exponent - digits + 1;
    const int one = digits == 1 ? 1 : 0;
    if (last < one - (digits + 3) || last > 5 - one) return scientific(decimal);
    // Where digits end before the point, those behind them are the number's own.
    return last > 0 ? whole_text(value) : fixed(decimal);
}

template <class T>
std::string plain(T value) {
    if (std::isnan(value)) return "nan";
    if (std::isinf(value)) return value > 0 ? "inf" : "-inf";
    return shortest(decimal_of(value), static_cast<double>(value));
}

template <class T>
std::string python(T value) {
    std::string text = plain(value);
    if (std::isfinite(value) && text.find_first_of(".e") == std::string::npos) text += ".0";
    return text;
}

// Digits that are no 0 gave 0 or infinity.
bool is_out_of_range(std::string_view text, double value) {
    if (value != 0 && !std::isinf(value)) return false;
    const std::string_view digits = text.substr(0, text.find_first_of("eEiInN"));
    return digits.find_first_of("123456789") != digits.npos;
}

template <class T>
LeadingNumber<T> leading(std::string_view text) {
    LeadingNumber<T> found;
    const char *const begin = text.data(), *const behind = text.data() + text.size();
    if constexpr (std::is_floating_point_v<T>) {
        const auto [end, error] = fast_float::from_chars(begin, behind, found.value);
        found.length = error == std::errc::invalid_argument ? 0 : static_cast<std::size_t>(end - begin);
        found.out_of_range = is_out_of_range(text.substr(0, found.length), found.value);
        if (found.out_of_range) found.value = 0;
    } else {
        const auto [end, error] = std::from_chars(begin, behind, found.value);
        found.length = static_cast<std::size_t>(end - begin);
        found.out_of_range = error == std::errc::result_out_of_range;
    }
    return found;
}

}  // namespace

std::string number_text(double value, int digits, bool signed_zero) {
    if (std::isnan(value)) return "nan";
    if (std::isinf(value)) return value > 0 ? "∞" : "-∞";
    if (value == 0) return signed_zero && std::signbit(value) ? "-0" : "0";
    return fixed_or_scientific(value, digits);
}

std::string short_text(double value) { return number_text(value, 6); }

std::string exact_text(double value) { return std::isinf(value) ? number_text(value, 17) : plain(value); }

std::string plain_text(double value) { return plain(value); }
std::string plain_text(float value) { return plain(value); }

std::string python_text(double value) { return python(value); }
std::string python_text(float value) { return python(value); }

std::string fixed_text(double value, int decimals) {
    const double scale = std::pow(10, decimals);
    const double rounded = std::round(value * scale) / scale + 0.0;  // -0 becomes 0
    if (!std::isfinite(rounded)) return plain(rounded);
    return rounded == std::trunc(rounded) ? whole_text(rounded) : fixed(decimal_of(rounded));
}

NumberStyle style_for(std::span<const double> values, int max_digits) {
    bool plus = false, minus = false;
    std::vector<double> different;
    for (const double v : values) {
        if (v == 0) (std::signbit(v) ? minus : plus) = true;
        if (std::isfinite(v)) different.push_back(v);
    }
    std::ranges::sort(different);
    different.erase(std::unique(different.begin(), different.end()), different.end());
    NumberStyle style{.digits = std::min(2, max_digits), .signed_zero = plus && minus};
    for (; style.digits < max_digits; ++style.digits) {
        std::map<std::string, int> texts;
        bool apart = true;
        for (const double v : different) apart = apart && ++texts[number_text(v, style.digits)] == 1;
        if (apart) break;
    }
    // A digit more than is needed to tell them apart, if that prints all of them exactly.
    const auto exact = [&](double v) { return number_text(v, style.digits + 1) == number_text(v, 17); };
    if (style.digits < max_digits && std::ranges::all_of(different, exact)) ++style.digits;
    return style;
}

std::vector<bool> near_ties(std::span<const double> values, NumberStyle style) {
    std::map<std::string, std::pair<double, bool>> seen;  // text -> a value, and whether another differs
    std::vector<std::string> texts;
    texts.reserve(values.size());
    for (const double v : values) {
        texts.push_back(number_text(v, style.digits, style.signed_zero));
        const auto [at, is_new] = seen.try_emplace(texts.back(), v, false);
        if (!is_new && at->second.first != v && !std::isnan(v)) at->second.second = true;
    }
    std::vector<bool> marks;
    marks.reserve(values.size());
    for (const std::string& text : texts) marks.push_back(seen.at(text).second);
    return marks;
}

std::optional<double> number_from_text(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    if (text.size() > 1 && text.front() == '+' && text[1] != '-') text.remove_prefix(1);
    if (text.find('(') != std::string_view::npos) return std::nullopt;  // C's nan(...)
    const auto found = leading_number(text);
    if (found.length == 0 || found.length != text.size() || found.out_of_range) return std::nullopt;
    return found.value;
}

std::optional<std::int64_t> integer_from_text(std::string_view text) {
    const auto found = leading_integer(text);
    if (found.length == 0 || found.length != text.size() || found.out_of_range) return std::nullopt;
    return found.value;
}

LeadingNumber<double> leading_number(std::string_view text) { return leading<double>(text); }
LeadingNumber<std::int64_t> leading_integer(std::string_view text) { return leading<std::int64_t>(text); }

}  // namespace poolwalk
