// Runs cases against the engine: `poolwalk check`.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/io/session/case_file.h"

namespace poolwalk::io {

struct CheckReport {
    int passed = 0, failed = 0;
    std::vector<std::string> lines;  // one for each case that differs or was refused
};

// What differs, one line: "pub-001: dx[0,0,1,2] is 3, expected 4"; empty if nothing does. The case is
// run in both layouts, which must agree to the bit.
std::string check_case(const Case& problem);

// Files as given; of a folder those that its index.json lists, or every *.json in it that is a case
// (an object with x and params) or cannot be read. An array of parameter sets to refuse or accept,
// as errors.json is, counts its entries when it is named itself; an errors.json that lies in a
// folder is run too, but only its wrong answers are counted, so that `passed` is the cases' number; so
// is a training (check_training.h), NAME-training.json.
CheckReport check_paths(const std::vector<std::filesystem::path>& paths);

}  // namespace poolwalk::io
