// The lines and cells of a table written as text: what separates cells, quotes, and which lines hold no cells. What
// the cells mean is text_rows.h's.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/io/arrays/text_number.h"

namespace poolwalk::io {

// A separator of cells: one of | & ; tab , blank, or 0 while none is known. | also stands for the bars that boxes are
// drawn with.
using Separator = char;
std::string_view words_of(Separator separator);  // "a comma"

// How many bytes at `at` are a bar, drawn or typed; 0 without one.
std::size_t bar_length(std::string_view bytes, std::size_t at);
// The first of | & ; tab , that a line has outside of quotes, else a blank between two words, else 0.
Separator separator_of(std::string_view line);

// A line that only draws: |---|---| and +----+, a box's edge, and its sides with nothing between them.
bool is_ruler(std::string_view line);

struct Cell {
    std::string_view text;  // between its quotes, or without blanks around it
    std::size_t at = 0;
    bool is_quoted = false;
};

// The cells of one line, in order.
class CellReader {
public:
    // `from` to `to` is the line, without its end. A bar at either end of it separates nothing.
    CellReader(const TextFile& file, std::size_t from, std::size_t to, Separator separator);

    // The next cell; nothing behind the last.
    Result<std::optional<Cell>> next();
    std::size_t at() const { return at_; }

private:
    void skip_blanks();
    Result<std::optional<Cell>> quoted_cell();
    std::optional<Error> separate();

    const TextFile& file_;
    std::string_view bytes_;  // of the file, up to the line's end
    std::size_t at_;
    Separator separator_;
    bool is_first_ = true, is_open_ = false;  // a cell is expected even if the line ends
};

}  // namespace poolwalk::io
