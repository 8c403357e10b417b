// Writes a session file, which session_read.h reads, and the arrays of more than inline_cells cells that lie beside
// it as NAME.x-0123456789abcdef.npy.
#pragma once

#include <filesystem>

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "core/base/progress.h"
#include "core/doc/session_file.h"
#include "core/io/session/document_json.h"

namespace poolwalk::io {

inline constexpr std::int64_t inline_cells = 4096;

// What the file holds; `places` and `claim` name the arrays that lie beside it.
nlohmann::ordered_json json_of(const SessionFile& session, const ArrayPlaces& places = {},
                               const std::string& claim = {});

// The file appears whole or not at all, arrays before it under names made from their contents; arrays
// of this name that it no longer needs are removed after it. An existing file is an error unless
// `overwrite`; what is stopped leaves everything as it was.
Result<Done> write_session(const std::filesystem::path& path, const SessionFile& session, bool overwrite,
                           const Progress& progress = {});

// About how many bytes opening a file will read: of a session the arrays beside it too; 0 if there is none.
std::uintmax_t bytes_to_read(const std::filesystem::path& path);

// Removes a session and the arrays beside it, if they are there.
void remove_session(const std::filesystem::path& path);

}  // namespace poolwalk::io
