// Where a test finds this repository and what was built of it. Only paths.cpp is compiled with these folders in it,
// so that ccache finds the objects of all other tests again from any checkout.
#pragma once

#include <filesystem>
#include <string>

namespace poolwalk {

// `below` the top of the repository: source_path("tests/cases").
std::filesystem::path source_path(const std::string& below);

// `below` the build folder: build_path("poolwalk") is the program.
std::filesystem::path build_path(const std::string& below);

}  // namespace poolwalk
