#include "app/cli/problem_options.h"

#include <algorithm>
#include <cmath>

#include "app/cli/arguments.h"
#include "app/cli/report.h"
#include "core/base/number_text.h"
#include "core/io/files/file_error.h"
#include "core/io/files/file_name.h"
#include "core/io/files/file_stamp.h"
#include "core/io/session/link.h"
#include "core/io/session/open_file.h"
#include "core/pool/same_padding.h"

namespace poolwalk::cli {
namespace {

Geometry geometry_of(const ProblemOptions& options, const Source& source) {
    Geometry geometry = source.geometry ? *source.geometry : plain_geometry(shape_of(source.input));
    if (options.kernel) geometry.kernel = *options.kernel;
    if (options.stride) geometry.stride = *options.stride;
    else if (!source.geometry) geometry.stride = geometry.kernel;
    if (options.dilation) geometry.dilation = *options.dilation;
    if (options.ceil_mode) geometry.ceil_mode = *options.ceil_mode;
    if (!options.padding) return geometry;
    if (const auto* pads = std::get_if<Pads>(&*options.padding)) geometry.pads = *pads;
    else if (std::get<NamedPadding>(*options.padding) == NamedPadding::Valid) geometry.pads = {};
    else geometry.pads = same_pads(shape_of(source.input), geometry);
    return geometry;
}

// TensorFlow does not say where the odd cell goes.
void note_padding(const ProblemOptions& options, const Pads& pads, std::vector<std::string>& notes) {
    const auto* named = options.padding ? std::get_if<NamedPadding>(&*options.padding) : nullptr;
    const bool is_even = pads.top == pads.bottom && pads.left == pads.right;
    if (named == nullptr || *named == NamedPadding::Valid || is_even) return;
    const auto side = [](std::string_view name, std::int64_t cells) {
        return std::string(name) + " " + std::to_string(cells);
    };
    notes.push_back("--padding same pads " + side("top", pads.top) + ", " + side("left", pads.left) + ", " +
                    side("bottom", pads.bottom) + ", " + side("right", pads.right));
}

Result<Padding> parse_padding(std::string_view text) {
    if (text == "same") return Padding(NamedPadding::Same);
    if (text == "valid") return Padding(NamedPadding::Valid);
    const auto both = parse_pair(text);
    if (!both) return Error{both.error().message + ", or same or valid"};
    return Padding(Pads{both->rows, both->cols, both->rows, both->cols});
}

Result<io::ArgmaxForm> parse_argmax_form(std::string_view text) {
    if (text == "plane") return io::ArgmaxForm::Plane;
    if (text == "array") return io::ArgmaxForm::Array;
    return Error{"expected plane or array"};
}

Result<Padding> parse_sides(std::string_view text) {
    const auto pads = parse_pads(text);
    return pads ? Result<Padding>(Padding(*pads)) : pads.error();
}

Rules rules_of(const ProblemOptions& options, const Rules& own) {
    return {options.tie.value_or(own.tie), options.overlap.value_or(own.overlap), options.nan.value_or(own.nan)};
}

// Values that float32 rounds, and one that is beyond it.
struct Fit {
    std::int64_t rounded = 0;
    std::optional<double> beyond;
};

Fit fit_of(const Tensor<double>& tensor) {
    Fit fit;
    for (const double value : tensor.data()) {
        const auto narrow = static_cast<float>(value);
        if (std::isfinite(value) && std::isinf(narrow)) fit.beyond = value;
        if (!std::isnan(value) && static_cast<double>(narrow) != value) ++fit.rounded;
    }
    return fit;
}

Result<AnyTensor> typed(const AnyTensor& tensor, DType dtype, const std::string& name,
                        std::vector<std::string>& notes) {
    if (dtype_of(tensor) == dtype) return tensor;
    if (dtype == DType::Float32) {
        const Fit fit = fit_of(std::get<Tensor<double>>(tensor));
        if (fit.beyond) return io::file_error(name, "", exact_text(*fit.beyond) + " does not fit float32");
        if (fit.rounded > 0) notes.push_back(name + ": " + std::to_string(fit.rounded) + " rounded to float32");
    }
    return converted(tensor, dtype);
}

// Refuses, or keeps the notes.
std::string judge(const std::vector<poolwalk::Problem>& problems, std::vector<std::string>& notes) {
    for (const auto& problem : problems)
        if (problem.severity == Severity::Note) notes.push_back(problem.sentence);
    return first_error(problems);
}

Result<AnyTensor> read_grad_output(const ProblemOptions& options, DType dtype, std::vector<std::string>& notes) {
    const std::string& file = *options.grad_output;
    if (io::has_ending(file, ".json")) return io::file_error(file, "", "this is no array, expected one for --dy");
    const auto source = read_source({.file = file, .example = {}}, options.order(), "dy");
    if (!source) return source.error();
    notes.insert(notes.end(), source->notes.begin(), source->notes.end());
    return typed(source->input, dtype, file, notes);
}

// The dY of the case; where the options change the output's size it is fitted to it, as in the window.
Result<AnyTensor> own_grad_output(const Source& source, const Where& where, const Document& document,
                                  std::vector<std::string>& notes) {
    const DType dtype = dtype_of(*document.input);
    const Shape output = output_shape(document);
    if (!source.geometry || output == output_shape(shape_of(source.input), *source.geometry))
        return typed(*source.grad_output, dtype, name_of(where) + ", dY", notes);
    notes.push_back("dY was fitted to the new output, " + to_string(output) + "; new windows have 1");
    return refitted(*source.grad_output, output, dtype);
}

}  // namespace

void add_where(CLI::App& app, Where& where, const std::string& positional) {
    auto* file = add_value(
        app,
        {positional, "",
         "An array (.npy, .npz, .csv, .txt, .tsv, .png, .jpg), a case, session or lesson (.json), or a link"},
        parse_path, where.file);
    auto* example = add_value(app, {"--example", "NAME", "One of `poolwalk list examples` instead of a file"},
                              parse_example, where.example);
    auto* method = add_value(app, {"--method", "NAME", "One of `poolwalk list methods`: its example under its rules"},
                             parse_method, where.method);
    file->excludes(example)->excludes(method);
    example->excludes(method);
}

void add_geometry_options(CLI::App& app, ProblemOptions& options) {
    add_value(app, {"--kernel", "R[,C]", "Window, rows and columns (2)"}, parse_pair, options.kernel);
    add_value(app, {"--stride", "R[,C]", "Step between windows (the kernel)"}, parse_pair, options.stride);
    auto* padding = add_value(app, {"--padding", "R[,C]", "Padding on both sides (0), or TensorFlow's same or valid"},
                              parse_padding, options.padding);
    auto* pads = add_value(app, {"--pads", "T,L,B,R", "Padding on each side"}, parse_sides, options.padding);
    padding->excludes(pads);
    add_value(app, {"--dilation", "R[,C]", "Distance between the cells of a window (1)"}, parse_pair,
              options.dilation);
    const auto round_up = [&options](bool up) { return [&options, up](std::int64_t) { options.ceil_mode = up; }; };
    auto* ceil = app.add_flag_function("--ceil", round_up(true), "Round the output's size up");
    auto* floor =
        app.add_flag_function("--floor", round_up(false), "Round it down (so if neither is said)")->option_text(" ");
    floor->excludes(ceil);
    ceil->option_text(" ");
}

void add_grad_output_option(CLI::App& app, ProblemOptions& options) {
    add_value(app, {"--dy", "FILE", "dY, an array (the file's own, or 1 everywhere)"}, parse_path,
              options.grad_output);
}

void add_argmax_option(CLI::App& app, ProblemOptions& options) {
    add_value(app,
              {"--argmax", "NAME",
               "What its indices count in: plane, as PyTorch, or array, as ONNX and, with nhwc, TensorFlow (plane)"},
              parse_argmax_form, options.argmax);
}

void add_array_options(CLI::App& app, ProblemOptions& options) {
    add_value(app, {"--layout", "NAME", "Order of array files: nchw or nhwc (nchw)"}, parse_layout, options.layout);
    add_value(app, {"--dtype", "NAME", "float32 or float64 (the file's)"}, parse_dtype, options.dtype);
}

void add_problem_options(CLI::App& app, ProblemOptions& options) {
    add_grad_output_option(app, options);
    add_geometry_options(app, options);
    add_value(app, {"--ties", "NAME", "Who receives among tied cells (first)"}, parse_tie_rule, options.tie);
    add_value(app, {"--overlap", "NAME", "What happens where windows overlap (accumulate)"}, parse_overlap_rule,
              options.overlap);
    add_value(app, {"--nan", "NAME", "What a NaN does (last_nan)"}, parse_nan_rule, options.nan);
    add_array_options(app, options);
}

Result<Problem> load_problem(const ProblemOptions& options) {
    auto read = read_source(options.where, options.order());
    if (!read) return read.error();
    const Source source = std::move(read).value();
    const std::string name = name_of(options.where);
    Problem problem{.document = {},
                    .rank = std::max<std::size_t>(2, source.shape.size()),
                    .notes = source.notes,
                    .session = source.session};
    if (!options.change_something()) problem.lesson = source.lesson;

    problem.may_be_nhwc = !options.layout && source.seems_channels_last();
    if (problem.may_be_nhwc)
        problem.notes.push_back(name + ": " + to_string(shape_of(source.input)) +
                                " looks as if its channels came last; --layout nhwc reads it so");

    const DType dtype = options.dtype.value_or(dtype_of(source.input));
    auto input = typed(source.input, dtype, name, problem.notes);
    if (!input) return input.error();
    const Geometry geometry = geometry_of(options, source);
    std::string wrong = judge(validate(shape_of(*input), geometry), problem.notes);
    if (!wrong.empty()) return io::file_error(name, "", wrong);
    problem.document =
        poolwalk::document_of(source.title, std::move(input).value(), geometry, rules_of(options, source.rules));
    problem.document.method = method_under(source.method, problem.document.rules);
    problem.document.network = source.network;
    problem.is_array = !source.geometry;
    if (source.is_array) problem.document.layout = options.order();
    problem.file_grad_output = source.grad_output;
    note_padding(options, geometry.pads, problem.notes);
    problem.has_grad_output = options.grad_output || source.grad_output;
    if (!problem.has_grad_output) return problem;

    auto grad_output = options.grad_output ? read_grad_output(options, dtype, problem.notes)
                                           : own_grad_output(source, options.where, problem.document, problem.notes);
    if (!grad_output) return grad_output.error();
    wrong = judge(validate_grad_output(shape_of(*grad_output), output_shape(problem.document)), problem.notes);
    if (!wrong.empty()) {
        wrong += ": " + output_formula(shape_of(*problem.document.input), geometry, true) + ", " +
                 output_formula(shape_of(*problem.document.input), geometry, false);
        Geometry rounded_up = geometry;
        rounded_up.ceil_mode = true;
        if (output_shape(shape_of(*problem.document.input), rounded_up) == shape_of(*grad_output))
            wrong += "; with --ceil they fit";
        return io::file_error(options.grad_output.value_or(name), "", wrong);
    }
    problem.document.grad_output = std::move(grad_output).value();
    return problem;
}

poolwalk::Command command_to_open(const Problem& problem, const Where& where, const FileStamp& stamp) {
    const bool has_file = where.file && *where.file != "-" && !io::is_link(*where.file);
    const std::string file = has_file ? io::whole_path(*where.file) : std::string();
    if (problem.lesson) return StartLesson{problem.lesson, file};
    if (!problem.session)
        return OpenDocument{.document = problem.document,
                            .file = file,
                            .stamp = stamp,
                            .is_array = problem.is_array,
                            .grad_output = problem.file_grad_output,
                            .may_be_nhwc = problem.may_be_nhwc};
    SessionFile session = *problem.session;
    session.document = problem.document;
    return OpenSession{.session = std::move(session), .file = file, .stamp = stamp};
}

Result<ClaimedGradient> read_claim(const std::string& file, const ProblemOptions& options) {
    const auto source = read_source({.file = file, .example = {}}, options.order(), "dx");
    if (!source) return source.error();
    for (const std::string& sentence : source->notes) note(sentence);
    return ClaimedGradient{source->title, source->input, io::whole_path(file)};
}

Result<poolwalk::Command> command_to_open(const ProblemOptions& options) {
    const FileStamp stamp = options.where.file ? io::stamp_of(*options.where.file) : FileStamp{};
    const auto problem = load_problem(options);
    if (!problem) return problem.error();
    for (const std::string& sentence : problem->notes) note(sentence);
    return command_to_open(*problem, options.where, stamp);
}

}  // namespace poolwalk::cli
