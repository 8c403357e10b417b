#include "tests/support/paths.h"

namespace poolwalk {

std::filesystem::path source_path(const std::string& below) { return std::filesystem::path(POOLWALK_SOURCE) / below; }

std::filesystem::path build_path(const std::string& below) { return std::filesystem::path(POOLWALK_BUILD) / below; }

}  // namespace poolwalk
