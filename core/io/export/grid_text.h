// Numbers of a grid as text that goes elsewhere: rows parted by tabs, a NumPy literal, a LaTeX matrix.
// Reading such text back is read_text()'s (arrays/text_read.h); LaTeX is for people and is not read.
#pragma once

#include <string>
#include <vector>

#include "core/doc/update/command.h"

namespace poolwalk::io {

struct NumberGrid {
    std::int64_t rows = 0, cols = 0;
    std::vector<double> values{};  // [rows * cols], row by row
    DType dtype = DType::Float64;
};
// One plane of an array.
NumberGrid grid_of(const AnyTensor& tensor, std::int64_t plane);

// As the format has it; every number reads back as itself, and so does its type in NumPy.
std::string grid_text(const NumberGrid& grid, CopyAs format);

// "\left[\begin{array}{rr} ...": any number of columns, and no package is needed.
std::string latex_matrix(const NumberGrid& grid);

}  // namespace poolwalk::io
