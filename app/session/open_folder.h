// A folder shown by the desktop's own file manager.
#pragma once

#include <string>

#include "core/base/result.h"

namespace poolwalk {

// Starts xdg-open and does not wait for it. An error says that the desktop has none.
Result<Done> open_folder(const std::string& path);

}  // namespace poolwalk
