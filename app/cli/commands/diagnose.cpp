#include "core/analysis/diagnose_words.h"

#include <cmath>
#include <memory>
#include <nlohmann/json.hpp>

#include "app/cli/arguments.h"
#include "app/cli/command.h"
#include "app/cli/commands/diagnose_files.h"
#include "app/cli/problem_options.h"
#include "app/cli/report.h"
#include "core/base/number_text.h"
#include "core/io/arrays/array_reader.h"
#include "core/io/files/file_error.h"
#include "core/io/files/file_name.h"
#include "core/io/json/json_write.h"
#include "core/io/json/problem_json.h"

namespace poolwalk::cli {
namespace {

struct DiagnoseOptions {
    ProblemOptions problem;
    std::optional<std::string> grad_input;  // a file
    Homework homework;
    bool json = false;
};

bool is_case(const std::string& file) { return io::has_ending(file, ".json"); }

Result<AnyTensor> read_grad_input(const DiagnoseOptions& options) {
    const std::string& file = options.grad_input ? *options.grad_input : *options.problem.where.file;
    if (is_case(file)) return read_case_grad_input(file);
    if (!options.grad_input) {
        const auto dx = io::read_companion(file, "dx");
        if (!dx) return dx.error();
        if (!*dx) return io::file_error(file, "", "this archive has no dx; expected one, or --dx FILE");
    }
    Where where;
    where.file = file;
    const auto source = read_source(where, options.problem.order(), "dx");
    if (!source) return source.error();
    for (const std::string& sentence : source->notes) note(sentence);
    return source->input;
}

using Json = nlohmann::ordered_json;

Json json_of(const Explanation& explanation) {
    Json rules = Json::array();
    for (const Rules& same : explanation.rules) rules.push_back(io::json_of(same));
    return {{"sentence", sentence(explanation)},
            {"suspect", explanation.mistake ? Json(explanation.mistake->name) : Json()},
            {"exact", explanation.exact},
            {"largest_error", explanation.largest_error},
            {"rules", rules}};
}

Json json_of(const NearestRules& nearest, const Shape& shape) {
    const auto place_in_array = [&](Place at) {
        return Json::array({nearest.plane / shape.c, nearest.plane % shape.c, at.h, at.w});
    };
    return {{"rules", io::json_of(nearest.rules)},
            {"differing_cells", nearest.differing_cells},
            {"largest_error", nearest.largest_error},
            {"window", nearest.window ? place_in_array(*nearest.window) : Json()},
            {"cell", place_in_array(nearest.cell)},
            {"got", nearest.got},
            {"want", nearest.want}};
}

void print_json(const Diagnosis& diagnosis) {
    Json explanations = Json::array(), not_tried = Json::array();
    for (const Explanation& explanation : diagnosis.explanations) explanations.push_back(json_of(explanation));
    for (const KnownMistake* mistake : diagnosis.not_tried) not_tried.push_back(mistake->name);
    print(io::to_text({{"sentence", sentence(diagnosis)},
                       {"explained", diagnosis.explained()},
                       {"explanations", explanations},
                       {"nearest", diagnosis.nearest ? json_of(*diagnosis.nearest, diagnosis.shape) : Json()},
                       {"not_tried", not_tried}}));
}

void print_text(const Diagnosis& diagnosis) {
    print(sentence(diagnosis) + "\n");
    for (const Explanation& explanation : diagnosis.explanations) {
        const bool with_nan = diagnosis.input_has_nan,
                   rules_matter = !explanation.mistake || explanation.mistake->rules_matter;
        const std::string mistake = explanation.mistake ? std::string(explanation.mistake->name) : "";
        if (!rules_matter) {
            print("  " + mistake + "\n");
            continue;
        }
        const std::string under = mistake.empty() ? "" : mistake + ": ";
        print("  " + under + rules_text(explanation.rules.front(), with_nan) + "\n");
        for (const std::string& same : same_rules(explanation, with_nan)) print("  " + under + same + "\n");
    }
}

int run_diagnose(const DiagnoseOptions& options) {
    const Where& where = options.problem.where;
    if (!options.homework.paths.empty()) {
        if (options.grad_input || options.json)
            return misused("diagnose: " + std::string(options.json ? "--json" : "--dx") +
                           " is for one dX; expected it without FILE, or --csv");
        return diagnose_files(options.homework, options.problem);
    }
    if (options.homework.as_csv) return misused("diagnose: --csv is for files; expected FILE or folders of them");
    if (!where.file && !where.example && !where.method)
        return misused("diagnose: expected --x FILE, --example NAME or --method NAME");
    if (!options.grad_input && !(where.file && (is_case(*where.file) || io::has_ending(*where.file, ".npz"))))
        return misused("diagnose: expected --dx FILE, the dX that your code gives");
    const auto problem = load_problem(options.problem);
    if (!problem) return refused(problem.error().message);
    const auto grad_input = read_grad_input(options);
    if (!grad_input) return refused(grad_input.error().message);
    for (const std::string& sentence : problem->notes) note(sentence);

    const Document& document = problem->document;
    const auto diagnosis = diagnose({.input = *document.input,
                                     .grad_output = *document.grad_output,
                                     .geometry = document.geometry,
                                     .grad_input = *grad_input,
                                     .rtol = options.homework.rtol});
    if (!diagnosis) return refused(options.grad_input.value_or(name_of(where)) + ": " + diagnosis.error().message);
    if (!problem->has_grad_output && where.file) note("dY is taken as 1 everywhere; --dy gives another");
    options.json ? print_json(*diagnosis) : print_text(*diagnosis);
    return diagnosis->explained() ? exit_done : exit_refused;
}

Result<double> parse_rtol(std::string_view text) {
    const auto number = number_from_text(text);
    if (!number || !(*number >= 0 && *number < 1)) return Error{"expected a number from 0 to 1, as 1e-6"};
    return *number;
}

}  // namespace

Action add_diagnose(CLI::App& app) {
    const auto options = std::make_shared<DiagnoseOptions>();
    ProblemOptions& problem = options->problem;
    auto* x = add_value(
        app,
        {"--x", "FILE", "X, an array or a case (.json), which brings its dY and geometry; .npz brings dy and dx"},
        parse_path, problem.where.file);
    auto* example = add_value(app, {"--example", "NAME", "One of `poolwalk list examples` instead of --x"},
                              parse_example, problem.where.example);
    auto* method = add_value(app, {"--method", "NAME", "One of `poolwalk list methods`: its example instead of --x"},
                             parse_method, problem.where.method);
    x->excludes(example)->excludes(method);
    example->excludes(method);
    add_grad_output_option(app, problem);
    add_value(app, {"--dx", "FILE", "The dX that your code gives: an array, or a case (--x's own, if it is one)"},
              parse_path, options->grad_input);
    add_geometry_options(app, problem);
    add_array_options(app, problem);
    add_value(app, {"--rtol", "NUMBER", "What counts as rounding (1e-12; 1e-5 with float32)"}, parse_rtol,
              options->homework.rtol);
    app.add_option(
           "FILE", options->homework.paths,
           "Homework: sessions with a dX pasted into Check, cases, archives with x and dx, arrays that are the "
           "dX of --x, and folders of them; a line for each")
        ->type_name("");
    app.add_flag("--csv", options->homework.as_csv, "A table of them: file, verdict, mistake, rules, sentence");
    app.add_flag("--json", options->json, "Print one JSON object");
    return [options] { return run_diagnose(*options); };
}

}  // namespace poolwalk::cli
