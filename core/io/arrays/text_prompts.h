// Text copied from an interpreter.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace poolwalk::io {

// With blanks instead of its prompts, and instead of what was typed behind them if there is output too, so that every
// place in it stays. Nothing if there is no prompt.
std::optional<std::string> without_prompts(std::string_view bytes);

}  // namespace poolwalk::io
