// What shells complete after `poolwalk`: commands, options, the names that an option takes, files.
#pragma once

#include <span>
#include <string>

#include "app/cli/description.h"

namespace poolwalk::cli {

std::string bash_completions(std::span<const CommandDescription> commands);
std::string zsh_completions(std::span<const CommandDescription> commands);
std::string fish_completions(std::span<const CommandDescription> commands);

}  // namespace poolwalk::cli
