// Reads NumPy's .npz files: zip archives of .npy files (npy_read.h), stored or deflated, as np.savez and
// np.savez_compressed write them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/progress.h"
#include "core/io/arrays/reader_support.h"

namespace poolwalk::io {

// Which array of an archive is meant: the one that is asked for, or else the only one, or else the usual one.
struct NpzArray {
    std::string_view asked{}, usual = "x";
};

Result<Loaded> read_npz(std::string_view bytes, std::string_view name, const NpzArray& array,
                        const Progress& progress = {});

// The names of its arrays, in its order.
Result<std::vector<std::string>> npz_names(std::string_view bytes, std::string_view name);

// As read_file.h's CheckBeginning.
std::optional<Error> check_npz_beginning(std::string_view beginning, std::uintmax_t file_bytes,
                                         std::string_view name);

}  // namespace poolwalk::io
