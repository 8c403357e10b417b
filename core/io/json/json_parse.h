// The one entry for JSON from outside: strict JSON, or an error with its line and column. The document is then read
// by key with json_field.h.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string_view>

#include "core/base/result.h"

namespace poolwalk::io {

// Deeper nesting is an error as soon as it is seen; no file of ours comes near.
inline constexpr int max_json_depth = 32;

// The document, or one sentence: `name: line 3, column 7: the key "x" appears twice`. Errors are
// also NUL bytes, invalid UTF-8, numbers beyond double and anything after the document. An integer
// beyond 64 bits becomes a double, which JsonField::integer() does not take.
Result<nlohmann::json> parse_json(std::string_view text, std::string_view name);

}  // namespace poolwalk::io
