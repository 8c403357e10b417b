// Numbers in rows as they come: rows make blocks of columns, blocks a plane, planes an array. MATLAB, Octave, R and
// Torch print a wide matrix in blocks of columns, and an array plane by plane, each under its indices.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/io/arrays/text_facts.h"

namespace poolwalk::io {

// The indices of a plane, the channel last; from `(1,2,.,.) =` of Torch, `ans(:,:,2) =` of MATLAB and Octave,
// `[:, :, 2, 1] =` of Julia and `, , 2` of R.
std::optional<std::vector<std::int64_t>> plane_label(std::string_view line);
// The length of "Columns 9 through 16:" and its like at the start of a line, 0 without it. C++'s Torch writes the
// first row behind it.
std::size_t column_block_length(std::string_view line);

class TextPlanes {
public:
    TextNumbers& numbers() { return numbers_; }
    bool is_empty() const { return numbers_.values.empty(); }
    bool has_rows() const { return !is_empty(); }
    std::int64_t rows() const { return block_.rows; }  // of the block that is read
    std::int64_t columns() const { return block_.columns; }

    // An error where the plane before is of another size than the first.
    std::optional<Error> begin_plane(std::vector<std::int64_t> label, const TextFile& file, std::size_t at);
    void begin_block();
    // The last `count` numbers are a row.
    void add_row(std::int64_t count);
    void add_to_row(std::int64_t count);
    // What was read as the first row has turned out to be a header; the first of the last `count` numbers a name.
    void forget_first_row();
    void forget_first_of(std::int64_t count);

    // Sets numbers().dimensions.
    std::optional<Error> finish(const TextFile& file, std::size_t at);

private:
    struct Block {
        std::size_t start = 0;  // in numbers_.values
        std::int64_t rows = 0, columns = 0;
    };
    std::optional<Error> end_plane(const TextFile& file, std::size_t at);

    TextNumbers numbers_;
    Block block_, first_plane_;
    std::vector<Block> blocks_;                      // of this plane, before block_
    std::vector<std::vector<std::int64_t>> labels_;  // of the planes begun
    std::int64_t planes_ = 0;
};

}  // namespace poolwalk::io
