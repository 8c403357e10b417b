// Numbers as cells and sentences print them: the shortest text that tells the cells on screen
// apart; and back from what a person types.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace poolwalk::scene {

// `digits` significant digits, 1 to 17; "nan", "∞", "-∞"; -0 as "0" unless `signed_zero`.
std::string number_text(double value, int digits, bool signed_zero = false);

// How the numbers of one picture are printed.
struct NumberStyle {
    int digits = 4;
    bool signed_zero = false;  // both +0 and -0 are among the values: the sign matters
    bool operator==(const NumberStyle&) const = default;
};

// The fewest digits, up to `most`, with which all different values print differently.
NumberStyle style_for(std::span<const double> values, int most = 5);

// For each value, whether another one prints alike but differs (a near tie).
std::vector<bool> near_ties(std::span<const double> values, NumberStyle style);

// The exact value, as many digits as it takes to read it back.
std::string exact_text(double value);

// Short form for sentences, up to 6 significant digits.
std::string short_text(double value);

// A number as typed: decimal, nan, inf, -inf; blanks around it are ignored.
std::optional<double> parse_number(std::string_view text);

}  // namespace poolwalk::scene
