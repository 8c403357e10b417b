// Runs one case against the engine. Which files are run is check_paths.h's to say.
#pragma once

#include <string>
#include <string_view>

#include "core/io/session/case_file.h"

namespace poolwalk::io {

// What differs, one line: "NAME: dx[0,0,1,2] is 3, expected 4"; empty if nothing does. The case is run in both
// layouts, which must agree to the bit.
std::string check_case(const Case& problem, std::string_view name);

}  // namespace poolwalk::io
