// A session as the end of an address, "#s=" and letters: its JSON on one line without what a fresh window has anyway,
// deflated with a dictionary (link_dictionary.h), in base64url. zlib's own checksums tell a link that was cut or
// altered. Files beside the session, as large arrays have, cannot be in it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/doc/session_file.h"

namespace poolwalk::io {

inline constexpr std::string_view link_mark = "#s=";
// Browsers take more; a link of 4096 different numbers is about this long.
inline constexpr std::size_t max_link_characters = std::size_t{1} << 16;

// "#s=..." to be put behind the address of a page, or why it would be too long.
Result<std::string> link_of(const SessionFile& session);

// Is this an address, or the end of one that holds a session, and no name of a file?
bool is_link(std::string_view text);

// The session behind the link's mark, or one sentence that begins with "link: ".
Result<SessionFile> read_link(std::string_view address);

}  // namespace poolwalk::io
