// Arrays from outside: .npy, .csv and other text, .png. Every file is hostile: a reader answers
// with a tensor or with one sentence (file, place, found, expected), within max_cells, max_side and
// max_file_bytes, and allocates nothing that the file has not yet proved to hold.
// One reader a file format; read_array_file() is the table that chooses among them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/pool/tensor.h"

namespace poolwalk::io {

inline constexpr std::uintmax_t max_file_bytes = std::uintmax_t{1} << 30;
// A parsed tree takes many times the memory of its text; large arrays stand beside the JSON as .npy.
inline constexpr std::uintmax_t max_json_bytes = std::uintmax_t{16} << 20;

struct Loaded {
    AnyTensor tensor;                 // [N, C, H, W]; 1-d is one row, 2-d H x W, 3-d C x H x W
    std::vector<std::int64_t> shape;  // as the file has it
    std::vector<std::string> notes;   // what was changed on the way: alpha dropped, integers rounded
};

// `name` stands for the file in the sentences; `bytes` is its whole contents. What is told to stop by its
// Progress answers stopped().

// Versions 1 to 3; bool, integers of 1 to 8 bytes, float16/32/64, either byte order, C or Fortran
// order, 1 to 4 dimensions. float32 stays, float16 becomes float32, everything else float64.
Result<Loaded> read_npy(std::string_view bytes, std::string_view name);

// Rows of numbers parted by one separator (comma, semicolon, tab or blanks), or nested brackets up
// to 4 levels as Python and NumPy print them. float64.
Result<Loaded> read_text(std::string_view bytes, std::string_view name, const Progress& progress = {});

// Grey, colour or palette, 1 to 16 bits, as C x H x W in float64; alpha is dropped and said.
Result<Loaded> read_png(std::string_view bytes, std::string_view name, const Progress& progress = {});

// The whole file, or why not: missing, a folder, unreadable, larger than max_file_bytes.
Result<std::string> read_file(const std::filesystem::path& path);
// The same of a session, a lesson or a case: at most max_json_bytes.
Result<std::string> read_json_file(const std::filesystem::path& path);

// By the ending of its name: .npy, .png; .csv, .txt and .tsv as text.
Result<Loaded> read_array_file(const std::filesystem::path& path, const Progress& progress = {});
Result<Loaded> read_array_bytes(std::string_view bytes, std::string_view name);

}  // namespace poolwalk::io
