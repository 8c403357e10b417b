// A picture is what it was: compared with tests/golden/pictures, or written there anew where the environment has
// POOLWALK_UPDATE_GOLDEN=1; look at it before it is committed.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "core/base/result.h"

namespace poolwalk::test {

std::filesystem::path golden_path(const std::string& name);

// `draw` writes the picture as a PNG. What differs is left in the build's folder `pictures`. On a machine whose fonts
// or renderer are not those of the golden pictures the comparison is coarse.
void expect_golden_picture(const std::string& name,
                           const std::function<Result<Done>(const std::filesystem::path&)>& draw,
                           const std::filesystem::path& golden);

}  // namespace poolwalk::test
