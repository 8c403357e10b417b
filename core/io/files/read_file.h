// The one way a file is read: all of it into memory, within a limit. What the bytes mean is for the readers
// (arrays/array_reader.h, json/json_parse.h); writing is save_file.h's.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/progress.h"
#include "core/base/result.h"

namespace poolwalk::io {

inline constexpr std::uintmax_t max_file_bytes = std::uintmax_t{1} << 30;
// A parsed tree takes many times the memory of its text; large arrays stand beside the JSON as .npy.
inline constexpr std::uintmax_t max_json_bytes = std::uintmax_t{16} << 20;

// Says from the beginning of a large file why the rest need not be read, or nothing. `beginning` is at least
// beginning_bytes long and less than the file's `file_bytes`.
using CheckBeginning = std::optional<Error> (*)(std::string_view beginning, std::uintmax_t file_bytes,
                                                std::string_view name);
inline constexpr std::size_t beginning_bytes = std::size_t{1} << 20;

struct ReadOptions {
    std::uintmax_t max_bytes = max_file_bytes;
    CheckBeginning check_beginning = nullptr;
    Progress progress{};
};

// The whole file, or why not: missing, a folder, unreadable, larger than max_bytes.
Result<std::string> read_file(const std::filesystem::path& path, const ReadOptions& options = {});
// The same of a session, a lesson or a case: at most max_json_bytes.
Result<std::string> read_json_file(const std::filesystem::path& path);

}  // namespace poolwalk::io
