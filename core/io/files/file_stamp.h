// What tells one state of a file from another, so that a change by somebody else is seen.
#pragma once

#include <filesystem>

#include "core/doc/origin.h"

namespace poolwalk::io {

// Of what lies there now, behind a link; {} if there is nothing that can be looked at.
FileStamp stamp_of(const std::filesystem::path& path);

}  // namespace poolwalk::io
