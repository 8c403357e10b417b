#include <memory>

#include "app/cli/command.h"
#include "app/cli/picture_options.h"
#include "app/cli/problem_options.h"
#include "app/cli/report.h"
#include "app/session/application.h"
#include "core/io/session/open_file.h"

namespace poolwalk::cli {
namespace {

struct WindowOptions {
    ProblemOptions problem;
    PictureOptions picture;
    std::optional<std::string> grad_input;  // a file
    bool watch = false;
    std::optional<std::string> state_file;
    bool fresh = false;
};

bool says_what(const Where& where) { return where.file || where.example || where.method || where.lesson; }

Result<poolwalk::Command> command_of_window(const WindowOptions& options) {
    auto open = command_to_open(options.problem);
    if (!open) return open;
    poolwalk::Command command = std::move(open).value();
    std::optional<ClaimedGradient> claim;
    if (options.grad_input) {
        const auto read = read_claim(*options.grad_input, options.problem);
        if (!read) return read.error();
        claim = *read;
    }
    if (const auto* document = command.as<OpenDocument>()) {
        OpenDocument next = *document;
        if (claim) next.claim = std::move(claim);
        next.is_watched = options.watch;
        return poolwalk::Command(std::move(next));
    }
    if (const auto* session = command.as<OpenSession>()) {
        OpenSession next = *session;
        if (claim) next.session.claim = std::move(claim);
        next.is_watched = options.watch;
        return poolwalk::Command(std::move(next));
    }
    if (options.watch || claim) return Error{"a lesson is not watched, and has no dX"};
    return command;
}

int open_window(const WindowOptions& options) {
    WindowSetup setup{.theme = options.picture.theme,
                      .scale = options.picture.scale,
                      .fresh = options.fresh,
                      .state_file = std::nullopt};
    if (options.picture.size) setup.width = options.picture.size->width, setup.height = options.picture.size->height;
    if (says_what(options.problem.where) || options.problem.change_something()) {
        setup.read = [options](const Progress&) { return command_of_window(options); };
        setup.reading = name_of(options.problem.where);
    } else if (options.watch || options.grad_input) {
        return misused("--" + std::string(options.watch ? "watch" : "dx") + ": expected a FILE beside it");
    }
    if (options.state_file) setup.state_file = *options.state_file;
    const auto closed = run_window(std::move(setup));
    if (closed) {
        if (!closed->news.empty()) refused(closed->news);
        return closed->exit_code;
    }
    std::string why = closed.error().message;
    while (why.ends_with('.')) why.pop_back();
    return refused(why +
                   "; without a display, `poolwalk film FILE --out P.gif` makes an animation, `poolwalk shot` " +
                   "a picture, and `poolwalk run X` prints the numbers");
}

}  // namespace

Action add_window(CLI::App& app) {
    const auto options = std::make_shared<WindowOptions>();
    add_what_to_open(app, options->problem);
    add_picture_options(app, options->picture, "1600x1000");
    add_value(app, {"--dx", "FILE", "The dX that your code gives, for Check"}, parse_path, options->grad_input);
    app.add_flag("--watch", options->watch, "Read FILE, and the file of --dx, again when they change");
    app.add_flag("--fresh", options->fresh, "Start without what was remembered");
    add_value(app, {"--state-file", "PATH", "The state as JSON after every change"}, parse_path, options->state_file)
        ->group("");
    return [options] { return open_window(*options); };
}

}  // namespace poolwalk::cli
