// What the readers of text share: one number, its place by line and column, and the errors that name the place.
// What stands around the numbers is text_frame.h's.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/base/progress.h"
#include "core/base/result.h"

namespace poolwalk::io {

struct TextFile {
    std::string_view bytes;  // without a byte-order mark
    std::string_view name;
    std::size_t* error_at = nullptr;  // gets the place of an error, if anybody asks
    Progress progress{};

    // Is the rest, from this byte on, still wanted?
    bool is_wanted_from(std::size_t at) const {
        return goes_on(progress, static_cast<double>(at) / static_cast<double>(bytes.size()));
    }
};

// "name, line 2, column 5: what"; both from 1, columns in bytes.
Error text_error(const TextFile& file, std::size_t at, const std::string& what);

// More than any double needs; a longer word is an error and not read to its end.
inline constexpr std::size_t max_word_characters = 4096;

inline bool is_blank(char c) { return c == ' ' || c == '\t'; }
inline bool ends_line(char c) { return c == '\n' || c == '\r'; }
inline bool is_space(char c) { return is_blank(c) || ends_line(c); }
inline bool is_digit(char c) { return c >= '0' && c <= '9'; }
// Of a name in any language; bytes beyond ASCII are letters of it.
inline bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

// Up to a blank, tab, line end, comma, semicolon, bracket, quote, equals sign or what separates the cells of a
// table; or one character past the longest word.
std::string_view word_at(std::string_view bytes, std::size_t at);

struct Number {
    double value = 0;
    bool rounded = false;        // written as an integer that float64 cannot hold
    bool needs_float64 = false;  // written as an integer that float32 cannot hold, or as True
    bool is_float32 = false;     // as C++ (1.5f) and Julia (1.5f0) mark it
};

// Whether a word can only be meant as a number: a digit behind a sign or a point, nan, inf, or a truth value.
bool looks_like_number(std::string_view word);

// A decimal number, nan, inf or infinity, in any case and with a sign, True or FALSE as 1 or 0, in the C locale
// whatever the program's is; as np.nan, 2L (R), 1.5f (C++), 1.5f-3 (Julia) or 1.5*^-3 (Mathematica) too. A number too
// near 0 for float64 becomes 0; one too large is an error. `text` is what `word` stands for if that differs, as with
// a decimal comma.
Result<Number> number_at(const TextFile& file, std::size_t at, std::string_view word);
Result<Number> number_at(const TextFile& file, std::size_t at, std::string_view word, std::string_view text);

// Whether the word is what is printed where numbers are left out.
bool is_elision(std::string_view word);

}  // namespace poolwalk::io
