// Nested brackets, as Python, C, R, MATLAB, Julia and Mathematica have them, from the first bracket of an array to
// its last. What stands around them is text_frame.h's.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "core/io/arrays/text_facts.h"

namespace poolwalk::io {

// A list of lists without recursion: per level, how long its lists are and how far the open one has come.
class BracketReader {
public:
    // Words in the array, as np.float32(1), are noted in `facts`.
    BracketReader(const TextFile& file, TextFacts& facts) : file_(file), bytes_(file.bytes), facts_(facts) {}

    // Reads the array that begins at `at`; returns the place behind it.
    Result<std::size_t> read(std::size_t at);
    // A second list after a flat one, as when a program prints row after row, is the next row.
    bool can_read_row(std::size_t at) const;
    Result<std::size_t> read_row(std::size_t at);

    TextNumbers numbers();  // once, of what was read

private:
    static constexpr std::size_t max_levels = 4;

    struct Level {
        char closing = 0;
        bool has_bars = false;    // [| of OCaml
        bool is_dropped = false;  // a call, which is a list only if it holds more than one
        char separator = 0;
        std::int64_t count = 0;   // of the open list
        std::int64_t length = 0;  // of each list here; 0 until the first one closes
    };
    // [1 2; 3 4] of MATLAB and Julia: what is open, and how large the first row, plane and image were.
    struct Matrix {
        std::int64_t in_row = 0, row_length = 0, rows = 0, plane_rows = 0, planes = 0, image_planes = 0, images = 0;
    };

    // Lines in a flat list: MATLAB's rows, or where NumPy has wrapped a long one.
    struct Lines {
        std::int64_t length = 0, in_line = 0, count = 0;
        std::size_t start = 0;
        bool are_rows = true;
    };

    bool skip();
    bool is_continued() const;
    void end_line();
    char next() const { return at_ < bytes_.size() ? bytes_[at_] : '\0'; }
    Error error(const std::string& what) const { return text_error(file_, at_, what); }
    Error unexpected(const std::string& expected) const;
    std::optional<Error> item();
    std::optional<Error> open(std::size_t length);
    std::optional<Error> close();
    std::optional<Error> word();
    std::optional<Error> number(std::string_view word);
    std::optional<Error> call_with_number();
    std::optional<Error> count_one();
    std::optional<Error> gap();
    std::optional<Error> semicolons();
    std::optional<Error> end_row();
    std::optional<Error> end_plane();
    std::optional<Error> end_image();
    std::optional<Error> end_matrix();
    std::optional<Error> until_closed(std::size_t depth);
    std::vector<std::int64_t> dimensions() const;

    const TextFile& file_;
    std::string_view bytes_;
    TextFacts& facts_;
    std::size_t at_ = 0, depth_ = 0, number_depth_ = 0, end_ = 0;
    std::array<Level, max_levels> levels_{};
    Matrix matrix_;
    Lines lines_;
    TextNumbers numbers_;
};

}  // namespace poolwalk::io
