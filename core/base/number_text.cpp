#include "core/base/number_text.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>

namespace poolwalk::scene {
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

std::string fixed_or_scientific(double value, int digits) {
    char buffer[64];
    const bool whole = value == std::trunc(value) && std::abs(value) < 1e6;
    const auto end = whole ? std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed, 0)
                           : std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::general, digits);
    const std::string text(buffer, end.ptr);
    return whole ? text : short_exponent(trimmed(text));
}

}  // namespace

std::string number_text(double value, int digits, bool signed_zero) {
    if (std::isnan(value)) return "nan";
    if (std::isinf(value)) return value > 0 ? "∞" : "-∞";
    if (value == 0) return signed_zero && std::signbit(value) ? "-0" : "0";
    return fixed_or_scientific(value, digits);
}

NumberStyle style_for(std::span<const double> values, int most) {
    bool plus = false, minus = false;
    std::vector<double> different;
    for (const double v : values) {
        if (v == 0) (std::signbit(v) ? minus : plus) = true;
        if (std::isfinite(v)) different.push_back(v);
    }
    std::ranges::sort(different);
    different.erase(std::unique(different.begin(), different.end()), different.end());
    NumberStyle style{.digits = std::min(2, most), .signed_zero = plus && minus};
    for (; style.digits < most; ++style.digits) {
        std::map<std::string, int> texts;
        bool apart = true;
        for (const double v : different) apart = apart && ++texts[number_text(v, style.digits)] == 1;
        if (apart) break;
    }
    // A digit more than is needed to tell them apart, if that prints all of them exactly.
    const auto exact = [&](double v) { return number_text(v, style.digits + 1) == number_text(v, 17); };
    if (style.digits < most && std::ranges::all_of(different, exact)) ++style.digits;
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

std::string exact_text(double value) {
    if (!std::isfinite(value) || value == 0) return number_text(value, 17, true);
    char buffer[64];
    return {buffer, std::to_chars(buffer, buffer + sizeof buffer, value).ptr};
}

std::string short_text(double value) { return number_text(value, 6); }

std::optional<double> parse_number(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    if (text.size() > 1 && text.front() == '+' && text[1] != '-') text.remove_prefix(1);
    if (text.find('(') != std::string_view::npos) return std::nullopt;  // C's nan(...)
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

}  // namespace poolwalk::scene
