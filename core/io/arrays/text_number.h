// What the two grammars of text share: one number, its place by line and column, and the errors that name the place.
// Which grammar a file has is text_read.h's to say.
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

// Up to a blank, tab, line end, comma, semicolon or bracket, or one character past the longest word.
std::string_view word_at(std::string_view bytes, std::size_t at);

struct Number {
    double value = 0;
    bool rounded = false;  // written as an integer that float64 cannot hold
};

// A decimal number, nan, inf or infinity, in any case and with a sign, in the C locale whatever the
// program's is. A number too near 0 for float64 becomes 0; one too large is an error.
Result<Number> number_at(const TextFile& file, std::size_t at, std::string_view word);

}  // namespace poolwalk::io
