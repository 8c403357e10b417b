#include "core/io/arrays/text_number.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "core/base/number_text.h"
#include "core/io/files/file_error.h"

namespace poolwalk::io {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool equal_in_any_case(std::string_view word, std::string_view lower) {
    return std::equal(word.begin(), word.end(), lower.begin(), lower.end(),
                      [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b; });
}

bool ends_word(char c) {
    switch (c) {
        case ' ':
        case '\t':
        case '\n':
        case '\r':
        case ',':
        case ';':
        case '[':
        case ']':
        case '(':
        case ')': return true;
        default: return false;
    }
}

// Python's float takes these and no others; C's nan(...) is not among them.
bool is_named(std::string_view word, double& value) {
    if (equal_in_any_case(word, "nan")) value = std::numeric_limits<double>::quiet_NaN();
    else if (equal_in_any_case(word, "inf") || equal_in_any_case(word, "infinity"))
        value = std::numeric_limits<double>::infinity();
    else return false;
    return true;
}

// Of a number that was read whole and found out of range: is it too near 0, not too large?
bool is_underflow(std::string_view digits) {
    const std::size_t mark = std::min(digits.find_first_of("eE"), digits.size());
    const std::string_view mantissa = digits.substr(0, mark);
    const std::size_t first = mantissa.find_first_of("123456789");
    if (first == std::string_view::npos) return true;
    const std::size_t point = std::min(mantissa.find('.'), mantissa.size());
    auto exponent = static_cast<std::int64_t>(point) - static_cast<std::int64_t>(first);
    if (mark < digits.size()) {
        std::string_view written = digits.substr(mark + 1);
        if (written.starts_with('+')) written.remove_prefix(1);
        const auto power = leading_integer(written);
        // Beyond 64 bits the sign alone decides.
        if (power.length == 0 || power.out_of_range) return written.starts_with('-');
        exponent = std::clamp<std::int64_t>(power.value, -(std::int64_t{1} << 60), std::int64_t{1} << 60) + exponent;
    }
    return exponent < 0;
}

// Compared digit by digit, since the integer may need more than 64 bits.
bool is_rounded_integer(std::string_view digits, double value) {
    if (digits.size() <= 15 || !std::all_of(digits.begin(), digits.end(), is_digit)) return false;
    digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size() - 1));
    return fixed_text(value, 0) != digits;
}

std::string found_instead(std::string_view word) {
    if (word.find("...") != std::string_view::npos)
        return "found \"...\", where NumPy left numbers out; print it whole with "
               "numpy.set_printoptions(threshold=sys.maxsize)";
    if (word.empty()) return "found an empty cell, expected a number";
    std::string_view why;
    const std::string_view unsigned_word = word.substr(word.front() == '-' || word.front() == '+' ? 1 : 0);
    if (word.find_first_of("\"'") != std::string_view::npos) why = ", and quotes are not taken";
    else if (word.front() == '#' || word.starts_with("//") || word.front() == '%')
        why = ", and comments are not taken";
    else if (unsigned_word.starts_with("0x") || unsigned_word.starts_with("0X"))
        why = ", and hexadecimal is not taken";
    else if (word.find("\u2212") != std::string_view::npos) why = " with the sign U+2212 in place of \"-\"";
    return "found " + quoted(word) + std::string(why) + ", expected a number";
}

}  // namespace

Error text_error(const TextFile& file, std::size_t at, const std::string& what) {
    if (file.error_at != nullptr) *file.error_at = at;
    std::size_t line = 1, line_start = 0;
    for (std::size_t i = 0; i < at; ++i) {
        const char c = file.bytes[i];
        const bool ends_line = c == '\n' || (c == '\r' && file.bytes.substr(i + 1, 1) != "\n");
        if (ends_line) ++line, line_start = i + 1;
    }
    return file_error(file.name, "line " + std::to_string(line) + ", column " + std::to_string(at - line_start + 1),
                      what);
}

std::string_view word_at(std::string_view bytes, std::size_t at) {
    std::size_t end = at;
    const std::size_t last = at + std::min(bytes.size() - at, max_word_characters + 1);
    while (end < last && !ends_word(bytes[end])) ++end;
    return bytes.substr(at, end - at);
}

Result<Number> number_at(const TextFile& file, std::size_t at, std::string_view word) {
    if (word.size() > max_word_characters)
        return text_error(file, at,
                          "found " + quoted(word) + " of more than " + std::to_string(max_word_characters) +
                              " characters, expected a number");
    const bool negative = word.starts_with('-');
    const std::string_view digits = word.substr(negative || word.starts_with('+') ? 1 : 0);
    double value = 0;
    if (is_named(digits, value)) return Number{std::copysign(value, negative ? -1.0 : 1.0)};
    // leading_number() would take a second sign and C's names of nan.
    if (digits.empty() || !(is_digit(digits.front()) || digits.front() == '.'))
        return text_error(file, at, found_instead(word));
    const auto found = leading_number(digits);
    if (found.length < digits.size()) return text_error(file, at, found_instead(word));
    if (found.out_of_range && !is_underflow(digits))
        return text_error(file, at, "found " + quoted(word) + ", out of range, expected a number that float64 holds");
    return Number{negative ? -found.value : found.value, is_rounded_integer(digits, found.value)};
}

}  // namespace poolwalk::io
