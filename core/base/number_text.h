// Numbers as text, one style for each purpose, and back. Whole numbers are std::to_string's. Which style a file or a
// place on the screen takes is for its writer to say; JSON's is json_write.h's.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace poolwalk {

// For cells and labels: `digits` significant digits, 1 to 17; "nan", "∞", "-∞"; -0 as "0" unless `signed_zero`.
std::string number_text(double value, int digits, bool signed_zero = false);

// For sentences: up to 6 significant digits.
std::string short_text(double value);

// For the cell under the mouse: as many digits as it takes to read the value back; "nan", "∞", "-0".
std::string exact_text(double value);

// For files and the command line: the same, with "inf" and "-inf". A float has as many digits as a float needs.
std::string plain_text(double value);
std::string plain_text(float value);

// A Python literal, always with a point or an exponent; "nan" and "inf" are those of Python's math.
std::string python_text(double value);
std::string python_text(float value);

// At most `decimals` digits after the point and no exponent: "12.5"; -0 as "0". The value is finite.
std::string fixed_text(double value, int decimals);

// How the numbers of one picture are printed.
struct NumberStyle {
    int digits = 4;
    bool signed_zero = false;  // both +0 and -0 are among the values: the sign matters
    bool operator==(const NumberStyle&) const = default;
};

// The fewest digits, up to `max_digits`, with which all different values print differently.
NumberStyle style_for(std::span<const double> values, int max_digits = 5);

// For each value, whether another one prints alike but differs (a near tie).
std::vector<bool> near_ties(std::span<const double> values, NumberStyle style);

// A number as typed: decimal, nan, inf, -inf; blanks around it are ignored.
std::optional<double> number_from_text(std::string_view text);
// Digits from the first to the last character, with a "-" before them or not; within 64 bits.
std::optional<std::int64_t> integer_from_text(std::string_view text);

// The number that a text begins with, as std::from_chars reads it: without a "+", in the C locale.
template <class T>
struct LeadingNumber {
    T value{};               // 0 if it is out of range
    std::size_t length = 0;  // of the characters that are it; 0 if the text begins with no number
    bool out_of_range = false;
};
LeadingNumber<double> leading_number(std::string_view text);
LeadingNumber<std::int64_t> leading_integer(std::string_view text);

}  // namespace poolwalk
