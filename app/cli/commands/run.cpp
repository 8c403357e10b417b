#include "app/cli/commands/run.h"

#include <memory>

#include "app/cli/arguments.h"
#include "app/cli/command.h"
#include "app/cli/problem_options.h"
#include "app/cli/report.h"
#include "core/io/export/array_files.h"
#include "core/io/export/results_json.h"

namespace poolwalk::cli {
namespace {

struct RunOptions {
    ProblemOptions problem;
    std::optional<std::string> folder;
    bool json = false, force = false;
};

int run_problem(const RunOptions& options) {
    const Where& where = options.problem.where;
    if (!where.file && !where.example && !where.method)
        return misused("run: expected X, a file, or --example NAME or --method NAME");
    if (options.json && options.problem.argmax != io::ArgmaxForm::Plane)
        return misused("run: --json is a case, whose argmax counts in its plane; expected no --argmax array with it");
    const auto problem = load_problem(options.problem);
    if (!problem) return refused(problem.error().message);
    for (const std::string& sentence : problem->notes) note(sentence);

    const Document& document = problem->document;
    const Target target{.folder = options.folder.value_or(""),
                        .form = {problem->rank, options.problem.order()},
                        .overwrite = options.force};
    if (options.folder)
        if (const auto free = make_room(target); !free) return refused(free.error().message);
    const Derived derived = derive(document);
    const Tensor<std::int32_t> argmax =
        io::argmax_in(options.problem.argmax, options.problem.order(), derived.argmax, shape_of(*document.input));
    if (options.json) print(*io::results_json(document, derived));
    else if (!options.folder) print_as_text(derived, argmax);
    if (!options.folder) return exit_done;

    const auto written = write_results(target, document, derived, argmax);
    if (!written) return refused(written.error().message);
    if (!options.json)
        for (const std::string& line : *written) print(line + "\n");
    return exit_done;
}

}  // namespace

Action add_run(CLI::App& app) {
    const auto options = std::make_shared<RunOptions>();
    add_where(app, options->problem.where, "X");
    add_problem_options(app, options->problem);
    add_argmax_option(app, options->problem);
    app.add_flag("--json", options->json, "Print one JSON object in the schema of case files");
    auto* out = add_value(app, {"--out", "DIR", "Write y.npy, argmax.npy, dx.npy and ledger.json there"}, parse_path,
                          options->folder);
    app.add_flag("--force", options->force, "Write over files that exist")->needs(out)->option_text(" ");
    return [options] { return run_problem(*options); };
}

}  // namespace poolwalk::cli
