// Arrays from outside, by the ending of a file's name: one table of the formats, each read by a pair of files here.
// Every file is hostile: a reader returns a tensor or one sentence (file, place, found, expected), within max_cells,
// max_side and max_file_bytes, and allocates nothing that the file has not yet proved to hold.
#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

#include "core/base/progress.h"
#include "core/io/arrays/reader_support.h"

namespace poolwalk::io {

// .npy, .npz, .png, .jpg or .jpeg; .csv, .txt and .tsv as text. FILE.npz:NAME is one array of an archive, FILE.npz
// its only one or else the `usual` one. `name` stands for the file in the sentences.
Result<Loaded> read_array_file(const std::filesystem::path& path, const Progress& progress = {},
                               std::string_view usual = "x");
Result<Loaded> read_array_bytes(std::string_view bytes, std::string_view name);

// By the ending of the name.
bool is_picture(std::string_view name);

// The array of this name that lies beside the usual one; nothing if `path` is no .npz or has none.
Result<std::optional<Loaded>> read_companion(const std::filesystem::path& path, std::string_view array);

}  // namespace poolwalk::io
