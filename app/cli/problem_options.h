// The options that say what to pool and how, shared by every command that computes: the file or the
// example, the geometry, the three rules, the order and type of the arrays.
#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "app/cli/source.h"
#include "core/doc/update/command.h"
#include "core/io/export/array_files.h"

namespace poolwalk::cli {

// As numbers, or as TensorFlow names it: what those are follows from the input.
enum class NamedPadding : std::uint8_t { Same, Valid };
using Padding = std::variant<Pads, NamedPadding>;

// What is absent is the file's own, or else PyTorch's.
struct ProblemOptions {
    Where where;
    std::optional<std::string> grad_output;  // a file
    std::optional<Pair> kernel, stride, dilation;
    std::optional<Padding> padding;
    std::optional<bool> ceil_mode;
    std::optional<TieRule> tie;
    std::optional<OverlapRule> overlap;
    std::optional<NanRule> nan;
    std::optional<DType> dtype;
    std::optional<AxisOrder> layout;  // of arrays
    io::ArgmaxForm argmax = io::ArgmaxForm::Plane;

    AxisOrder order() const { return layout.value_or(AxisOrder::NCHW); }
    // Any that changes what a file says itself; the order of an array's axes does not.
    bool change_something() const {
        return grad_output || kernel || stride || dilation || padding || ceil_mode || tie || overlap || nan || dtype;
    }
};

// `options` must live as long as `app`. The name of the positional file differs: "X", "FILE".
void add_where(CLI::App& app, Where& where, const std::string& positional);
void add_problem_options(CLI::App& app, ProblemOptions& options);
void add_grad_output_option(CLI::App& app, ProblemOptions& options);
void add_argmax_option(CLI::App& app, ProblemOptions& options);  // of the commands that write it
// Those of them that a command without rules takes: where the windows lie, dY, and how arrays are read.
void add_geometry_options(CLI::App& app, ProblemOptions& options);
void add_array_options(CLI::App& app, ProblemOptions& options);

struct Problem {
    Document document;
    std::size_t rank = 4;  // dimensions that the file has, and the results get: 2 to 4
    std::vector<std::string> notes;
    bool is_array = false, may_be_nhwc = false;
    std::optional<AnyTensor> file_grad_output{};  // beside X, in its file
    bool has_grad_output = false;                 // of its own, by an option or beside X; else it is 1 everywhere
    std::optional<SessionFile> session{};         // of a session: what it shows beside
    std::shared_ptr<const Lesson> lesson{};       // of a lesson that no option changes
};

// Reads the files and holds everything against validate(). `overlap` if no option says what.
Result<Problem> load_problem(const ProblemOptions& options);

// A dX that somebody's code gave.
Result<ClaimedGradient> read_claim(const std::string& file, const ProblemOptions& options);

// The command that puts it on the screen, as a session or lesson has it; notes go to stderr.
Result<poolwalk::Command> command_to_open(const ProblemOptions& options);
// `stamp` is the file's as it was read.
poolwalk::Command command_to_open(const Problem& problem, const Where& where, const FileStamp& stamp = {});

}  // namespace poolwalk::cli
