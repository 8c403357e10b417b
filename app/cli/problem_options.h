// The options that say what to pool and how, shared by every command that computes: the file or the
// example, the geometry, the three rules, the order and type of the arrays.
#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <vector>

#include "app/cli/source.h"

namespace poolwalk::cli {

// What is absent is the file's own, or else PyTorch's.
struct ProblemOptions {
    Where where;
    std::optional<std::string> grad_output;  // a file
    std::optional<Pair> kernel, stride, dilation;
    std::optional<Pads> pads;
    std::optional<bool> ceil_mode;
    std::optional<TieRule> tie;
    std::optional<OverlapRule> overlap;
    std::optional<NanRule> nan;
    std::optional<DType> dtype;
    AxisOrder layout = AxisOrder::NCHW;
};

// `options` must live as long as `app`. The name of the positional file differs: "X", "FILE".
void add_where(CLI::App& app, Where& where, const std::string& positional);
void add_problem_options(CLI::App& app, ProblemOptions& options);
// Those of them that a command without rules takes: where the windows lie, and how arrays are read.
void add_geometry_options(CLI::App& app, ProblemOptions& options);
void add_array_options(CLI::App& app, ProblemOptions& options);

struct Problem {
    Document document;
    std::size_t rank = 4;  // dimensions that the file has, and the results get: 2 to 4
    std::vector<std::string> notes;
};

// Reads the files and holds everything against validate().
Result<Problem> load_problem(const ProblemOptions& options);

}  // namespace poolwalk::cli
