// The header of a .npy file: a Python dictionary that is parsed as the one literal NumPy writes and
// never evaluated. The bytes behind it are npy_read.h's.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace poolwalk::io {

struct NpyHeader {
    std::string_view descr;  // "<f8", a view into the file
    bool fortran_order = false;
    std::vector<std::int64_t> shape;
    std::size_t data_offset = 0;
};

// NumPy's own are of some hundred bytes; 65535 is the most that version 1.0 can have.
inline constexpr std::size_t max_npy_header_bytes = 65535;

// Versions 1.0, 2.0 and 3.0, with exactly the keys descr, fortran_order and shape in any order.
Result<NpyHeader> read_npy_header(std::string_view bytes, std::string_view name);

}  // namespace poolwalk::io
