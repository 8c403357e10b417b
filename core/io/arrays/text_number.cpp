#include "core/io/arrays/text_number.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>

#include "core/base/number_text.h"
#include "core/io/files/file_error.h"

namespace poolwalk::io {
namespace {

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
        case ')':
        case '{':
        case '}':
        case '|':
        case '&':
        case '<':
        case '>':
        case '"':
        case '\'':
        case '=': return true;
        default: return false;
    }
}

// Python's float takes these and no others, np.nan and math.inf name them; C's nan(...) is not among them. Julia's
// NaN32 and Inf32 are those of Float32.
bool is_named(std::string_view word, double& value) {
    if (const std::size_t point = word.rfind('.'); point != word.npos && is_letter(word.front()))
        word.remove_prefix(point + 1);
    if (word == "NaN32" || word == "Inf32") word.remove_suffix(2);
    if (equal_in_any_case(word, "nan")) value = std::numeric_limits<double>::quiet_NaN();
    else if (equal_in_any_case(word, "inf") || equal_in_any_case(word, "infinity"))
        value = std::numeric_limits<double>::infinity();
    else return false;
    return true;
}

// As Python, R and Julia print them.
std::optional<double> truth_value(std::string_view word) {
    if (word == "True" || word == "TRUE" || word == "true") return 1;
    if (word == "False" || word == "FALSE" || word == "false") return 0;
    return std::nullopt;
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

bool is_integer(std::string_view digits) { return std::all_of(digits.begin(), digits.end(), is_digit); }

// Compared digit by digit, since the integer may need more than 64 bits.
bool is_rounded_integer(std::string_view digits, double value) {
    if (digits.size() <= 15 || !is_integer(digits)) return false;
    digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size() - 1));
    return fixed_text(value, 0) != digits;
}

bool is_complex(std::string_view word) {
    const bool ends = word.ends_with('j') || word.ends_with('J') || word.ends_with('i') || word.ends_with("im");
    return ends && looks_like_number(word);
}

std::string found_instead(std::string_view word) {
    if (word.empty()) return "found an empty cell, expected a number";
    if (is_complex(word)) return "found the complex number " + quoted(word) + ", expected real numbers";
    std::string_view why;
    const std::string_view unsigned_word = word.substr(word.front() == '-' || word.front() == '+' ? 1 : 0);
    if (word.find_first_of("\"'") != std::string_view::npos) why = ", and quotes are not taken";
    else if (unsigned_word.starts_with("0x") || unsigned_word.starts_with("0X"))
        why = ", and hexadecimal is not taken";
    else if (word.find("\u2212") != std::string_view::npos) why = " with the sign U+2212 in place of \"-\"";
    return "found " + quoted(word) + std::string(why) + ", expected a number";
}

// "1.5f-3" and "1.5*^-3" with the exponent as C has it, "1.5f" and "2L" without their ending, or nothing: `text`
// goes on behind its first `length` characters with none of these.
std::optional<std::string> without_ending(std::string_view text, std::size_t length, bool& is_float32) {
    const std::string_view digits = text.substr(0, length), ending = text.substr(length);
    if (ending == "L" || ending == "`" || ending == "``") return std::string(digits);
    is_float32 = ending.front() == 'f' || ending.front() == 'F';
    if (is_float32 && ending.size() == 1) return std::string(digits);
    const std::size_t mark = is_float32 ? 1 : ending.starts_with("*^") ? 2 : 0;
    std::string_view power = ending.substr(mark);
    if (mark == 0 || leading_integer(power).length != power.size()) return std::nullopt;
    return std::string(digits) + "e" + std::string(power);
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

bool is_elision(std::string_view word) {
    return word.starts_with("...") || word.starts_with("\u2026") || word.starts_with("\u22ee") ||
           word.starts_with("\u22ef") || word.starts_with("\u22f1");
}

bool looks_like_number(std::string_view word) {
    if (word.starts_with('-') || word.starts_with('+')) word.remove_prefix(1);
    else if (word.starts_with("\u2212")) word.remove_prefix(3);
    if (truth_value(word)) return true;
    double value = 0;
    // C's nan(0x12) is meant as one, and not taken.
    if (word.empty() || is_named(word.substr(0, word.find('(')), value)) return !word.empty();
    if (word.front() == '.') word.remove_prefix(1);
    return !word.empty() && is_digit(word.front());
}

Result<Number> number_at(const TextFile& file, std::size_t at, std::string_view word) {
    return number_at(file, at, word, word);
}

Result<Number> number_at(const TextFile& file, std::size_t at, std::string_view word, std::string_view text) {
    if (word.size() > max_word_characters)
        return text_error(file, at,
                          "found " + quoted(word) + " of more than " + std::to_string(max_word_characters) +
                              " characters, expected a number");
    const bool negative = text.starts_with('-');
    std::string_view digits = text.substr(negative || text.starts_with('+') ? 1 : 0);
    Number number;
    if (const auto value = truth_value(text)) {
        number.value = *value;
        number.needs_float64 = true;
        return number;
    }
    if (is_named(digits, number.value)) {
        number.value = std::copysign(number.value, negative ? -1.0 : 1.0);
        return number;
    }
    // leading_number() would take a second sign and C's names of nan.
    if (digits.empty() || !(is_digit(digits.front()) || digits.front() == '.'))
        return text_error(file, at, found_instead(word));
    auto found = leading_number(digits);
    std::optional<std::string> spelled;
    if (found.length > 0 && found.length < digits.size()) {
        spelled = without_ending(digits, found.length, number.is_float32);
        if (spelled) found = leading_number(digits = *spelled);
    }
    if (found.length == 0 || found.length < digits.size()) return text_error(file, at, found_instead(word));
    if (found.out_of_range && !is_underflow(digits))
        return text_error(file, at, "found " + quoted(word) + ", out of range, expected a number that float64 holds");
    number.value = negative ? -found.value : found.value;
    number.needs_float64 =
        std::abs(found.value) > 0x1p24 && is_integer(digits) && found.value != static_cast<float>(found.value);
    number.rounded = is_rounded_integer(digits, found.value);
    return number;
}

}  // namespace poolwalk::io
