// The page (app/web) with a session written into it: one file that opens in any browser, at this step.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/doc/session_file.h"

namespace poolwalk::io {

// Where the page lies: POOLWALK_PAGE names it, or it was built or installed beside this program. "": nowhere.
std::filesystem::path find_page();

// The page as it was built, with the session in the place of the one that it opens with.
Result<std::string> page_with(std::string_view page, const SessionFile& session);

}  // namespace poolwalk::io
