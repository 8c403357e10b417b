// `poolwalk diagnose FILE ...`: homework, a line or a row of a table for each file. One dX and all that is to be said
// of it is diagnose.cpp's.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/cli/problem_options.h"

namespace poolwalk::cli {

struct Homework {
    std::vector<std::string> paths;  // files, and folders with whatever lies in and below them
    std::optional<double> rtol;
    bool as_csv = false;
};

// Sessions with a claimed dX, cases and archives bring their own problem; an array is the dX of the problem that
// `options` give. Answers the exit code.
int diagnose_files(const Homework& homework, const ProblemOptions& options);

// The dX of a case.
Result<AnyTensor> read_case_grad_input(const std::string& file);

}  // namespace poolwalk::cli
