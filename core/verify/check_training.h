// A training as a case: two images and their targets, and for one or two sets of weights from a seed what
// the network predicts before and after 1000 epochs, and every 50th loss. `poolwalk check` runs it.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

namespace poolwalk::io {

bool is_training_case(const nlohmann::json& document);

// What differs, or why it cannot be read, in one line; empty if nothing does.
std::string check_training(const nlohmann::json& document, std::string_view name);

}  // namespace poolwalk::io
