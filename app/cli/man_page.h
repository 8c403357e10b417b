// The manual page, section 1, in the language of man(7).
#pragma once

#include <span>
#include <string>

#include "app/cli/description.h"

namespace poolwalk::cli {

std::string man_page(std::span<const CommandDescription> commands);

}  // namespace poolwalk::cli
