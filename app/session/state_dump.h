// The state and the places of all widgets as JSON, for tests that drive the real window from
// outside. Written beside its target and renamed, so that a reader never sees half of it.
#pragma once

#include <filesystem>
#include <string>

#include "app/session/session.h"

namespace poolwalk {

std::string state_text(Session& session);
void write_state(const std::filesystem::path& path, const std::string& text);

}  // namespace poolwalk
