// Reads a session file: {"poolwalk": "session", "version": 1, "document", "view", "playback", "claim"}, of which only
// the document must be there. Large arrays lie beside it (session_write.h). What is kept is doc/session_file.h's to
// say.
#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <string_view>

#include "core/base/result.h"
#include "core/doc/session_file.h"

namespace poolwalk::io {

inline constexpr std::int64_t session_version = 1;

// The whole session, or one sentence with the place in it; `folder` is where its arrays lie. Older versions
// are brought up to date first.
Result<SessionFile> read_session(std::string_view bytes, std::string_view name, const std::filesystem::path& folder);
// The same of a document that is parsed already.
Result<SessionFile> session_of(const nlohmann::json& json, std::string_view name,
                               const std::filesystem::path& folder);

}  // namespace poolwalk::io
