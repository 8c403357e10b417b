#include <memory>

#include "app/application.h"
#include "app/cli/command.h"
#include "app/cli/picture_options.h"
#include "app/cli/problem_options.h"
#include "app/cli/report.h"
#include "core/io/reading.h"

namespace poolwalk::cli {
namespace {

struct ShotOptions {
    Where where;
    PictureOptions picture;
    std::string out, view = "walk";
    std::int64_t step = 0;
    bool force = false;
};

int shoot(const ShotOptions& options) {
    auto document = open_document(options.where);
    if (!document) return refused(document.error().message);
    AppState state = state_of(std::move(document).value(), options.picture, options.view);
    const std::int64_t steps = track_of(state).count;
    if (options.step < 0 || options.step > steps)
        return refused("--step " + std::to_string(options.step) + ": this walk has steps 0 to " +
                       std::to_string(steps));
    state = update(std::move(state), Seek{options.step});
    const PictureSize size = options.picture.size.value_or(PictureSize{});
    const auto done = take_shot({.state = std::move(state),
                                 .width = size.width,
                                 .height = size.height,
                                 .out = options.out,
                                 .overwrite = options.force});
    return done ? exit_done : refused(done.error().message);
}

struct WindowOptions {
    Where where;
    PictureOptions picture;
    std::optional<std::string> state_file;
    bool fresh = false;
};

int open_window(const WindowOptions& options) {
    auto document = open_document(options.where);
    if (!document) return refused(document.error().message);
    const PictureSize size = options.picture.size.value_or(PictureSize{});
    WindowSetup setup{.state = state_of(std::move(document).value(), options.picture),
                      .width = size.width,
                      .height = size.height,
                      .scale_given = options.picture.scale.has_value(),
                      .state_file = std::nullopt};
    if (options.state_file) setup.state_file = *options.state_file;
    const auto closed = run_window(std::move(setup));
    if (closed) return exit_done;
    std::string why = closed.error().message;
    while (why.ends_with('.')) why.pop_back();
    return refused(why + "; without a display, `poolwalk film FILE --out P.gif` makes an animation, `poolwalk shot` " +
                   "a picture, and `poolwalk run X` prints the numbers");
}

}  // namespace

Action add_shot(CLI::App& app) {
    const auto options = std::make_shared<ShotOptions>();
    add_where(app, options->where, "FILE");
    add_picture_options(app, options->picture, "1600x1000");
    add_value(app, {"--out", "P.png", "The picture to write, required"}, parse_path, options->out)->required();
    add_value(app, {"--view", "NAME", "One of `poolwalk list views` (walk)"}, parse_view, options->view);
    add_value(app, {"--step", "N", "Steps done, from 0 (0)"}, parse_step, options->step);
    app.add_flag("--force", options->force, "Write over a file that exists");
    return [options] { return shoot(*options); };
}

Action add_window(CLI::App& app) {
    const auto options = std::make_shared<WindowOptions>();
    add_where(app, options->where, "FILE");
    add_picture_options(app, options->picture, "1600x1000");
    app.add_flag("--fresh", options->fresh, "Start without what was remembered");
    add_value(app, {"--state-file", "PATH", "The state as JSON after every change"}, parse_path, options->state_file)
        ->group("");
    return [options] { return open_window(*options); };
}

}  // namespace poolwalk::cli
