// What a text says about its array beside the numbers: the type, the shape, and which library printed it. Found word
// by word, wherever the words stand; where they may stand is text_frame.h's to say.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/io/arrays/reader_support.h"
#include "core/io/arrays/text_number.h"

namespace poolwalk::io {

// A shape that the text gives.
struct DeclaredShape {
    std::vector<std::int64_t> sides;
    std::size_t at = 0;                                                              // its place in the text
    enum class Use : std::uint8_t { Check, Reshape, ColumnMajor } use = Use::Check;  // NumPy's reshape(); R's dim
};

// R's matrix(c(1, 2, 3, 4), nrow = 2): 0 for what it does not say.
struct MatrixCall {
    std::int64_t rows = 0, columns = 0;
    bool is_by_row = false;
    std::size_t at = 0;  // its place in the text
};

struct TextFacts {
    std::optional<DType> dtype;       // as the text names it
    bool is_dtype_by_key = false;     // with `dtype=`, which no other word overrides
    bool float32_by_default = false;  // of a library whose arrays are float32 unless they say otherwise
    bool is_torch = false, is_julia = false, is_pandas = false;
    std::vector<DeclaredShape> shapes;
    std::optional<MatrixCall> matrix;
};

// Takes note of a word, `key` being the name before its equals sign or colon. Returns whether it said anything.
bool note_word(std::string_view word, std::string_view key, std::size_t at, TextFacts& facts);
// The same of all words of a piece of `file`.
bool note_words(const TextFile& file, std::size_t from, std::size_t to, TextFacts& facts);

// The last of the names that points or colons join: "tensor" of "torch.tensor".
std::string_view last_name(std::string_view word);

// "found \"...\", where NumPy left numbers out; print it whole with ...", by the library that printed the text.
std::string left_out_text(const TextFacts& facts);

// The numbers as the text has them, in the order of `dimensions`; rounded to the type that the facts name.
struct TextNumbers {
    std::vector<std::int64_t> dimensions;
    std::vector<double> values;
    std::int64_t rounded = 0;    // integers that float64 cannot hold
    bool is_float32 = false;     // some are marked as float32
    bool needs_float64 = false;  // some are integers that float32 cannot hold

    void add(const Number& number) {
        values.push_back(number.value);
        rounded += number.rounded;
        is_float32 |= number.is_float32;
        needs_float64 |= number.needs_float64;
    }
    std::vector<std::string> notes{};
};
Result<Loaded> loaded_from(const TextFile& file, TextNumbers numbers, const TextFacts& facts);

}  // namespace poolwalk::io
