// Finds the case files of files and folders and runs them: `poolwalk check`. One case is check_cases.h's.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace poolwalk::io {

struct CheckReport {
    int passed = 0, failed = 0, skipped = 0;
    std::vector<std::string> lines;  // one for each file that differs, has an error or is skipped
};

// Files as given; of a folder those that its index.json lists, or every *.json in it that is a case
// (an object with x and params) or cannot be read; the others are skipped. An array of parameter sets to reject or
// accept, as errors.json is, counts its entries when it is named itself; an errors.json that lies in a folder is run
// too, but only its wrong answers are counted, so that `passed` is the cases' number; so is a training
// (check_training.h), NAME-training.json.
CheckReport check_paths(const std::vector<std::filesystem::path>& paths);

}  // namespace poolwalk::io
