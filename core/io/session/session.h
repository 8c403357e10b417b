// A session file: {"poolwalk": "session", "version": 1, "document", "view", "playback", "claim"}, of which
// only the document must be there. Arrays of more than inline_cells cells lie beside it as
// NAME.x-0123456789abcdef.npy. What is kept is doc/session_file.h's to say.
#pragma once

#include <filesystem>
#include <string_view>

#include "core/base/progress.h"
#include "core/doc/session_file.h"
#include "core/io/json/json.h"

namespace poolwalk::io {

inline constexpr std::int64_t session_version = 1;
inline constexpr std::int64_t inline_cells = 4096;

// Whole or refused in one sentence with the place in it; `folder` is where its arrays lie. Older versions
// are brought up to date first.
Result<SessionFile> read_session(std::string_view bytes, std::string_view name, const std::filesystem::path& folder);
// The same of a document that is parsed already.
Result<SessionFile> session_of(const nlohmann::json& json, std::string_view name,
                               const std::filesystem::path& folder);

// The file appears whole or not at all, arrays before it under names made from their contents; arrays
// of this name that it no longer needs are removed after it. A file that exists is refused unless
// `overwrite`; what is stopped leaves everything as it was.
Result<Done> write_session(const std::filesystem::path& path, const SessionFile& session, bool overwrite,
                           const Progress& progress = {});

// About how many bytes opening a file will read: of a session the arrays beside it too; 0 if there is none.
std::uintmax_t bytes_to_read(const std::filesystem::path& path);

// Removes a session and the arrays beside it; no complaint if it is gone already.
void remove_session(const std::filesystem::path& path);

}  // namespace poolwalk::io
