#include <memory>

#include "app/application.h"
#include "app/cli/arguments.h"
#include "app/cli/command.h"
#include "app/cli/problem_options.h"
#include "app/cli/report.h"
#include "core/io/reading.h"

namespace poolwalk::cli {
namespace {

// What the window and a picture of it have in common.
struct PictureOptions {
    Where where;
    std::optional<Theme> theme;
    std::optional<double> scale;
    PictureSize size;
};

void add_picture_options(CLI::App& app, PictureOptions& options) {
    add_where(app, options.where, "FILE");
    add_value(app, {"--theme", "NAME", "dark or light (dark)"}, parse_theme, options.theme);
    add_value(app, {"--scale", "S", "Size of the interface, 0.75 to 3 (1)"}, parse_scale, options.scale);
    add_value(app, {"--size", "WxH", "In pixels (1600x1000)"}, parse_picture_size, options.size);
}

AppState state_of(Document document, const PictureOptions& options) {
    AppState state = start_state(std::move(document));
    if (options.theme) state.view.theme = *options.theme;
    if (options.scale) state.view.scale = *options.scale;
    return state;
}

struct ShotOptions {
    PictureOptions picture;
    std::string out;
    std::optional<std::string> view;
    std::int64_t step = 0;
    bool force = false;
};

int shoot(const ShotOptions& options) {
    auto document = open_document(options.picture.where);
    if (!document) return refused(document.error().message);
    AppState state = state_of(std::move(document).value(), options.picture);
    for (const auto& space : workspaces())
        if (space.name == options.view) state.view.workspace = space.value;
    const std::int64_t steps = track_of(state).count;
    if (options.step < 0 || options.step > steps)
        return refused("--step " + std::to_string(options.step) + ": this walk has steps 0 to " +
                       std::to_string(steps));
    state = update(std::move(state), Seek{options.step});
    const auto done = take_shot({.state = std::move(state),
                                 .width = options.picture.size.width,
                                 .height = options.picture.size.height,
                                 .out = options.out,
                                 .overwrite = options.force});
    return done ? exit_done : refused(done.error().message);
}

struct WindowOptions {
    PictureOptions picture;
    std::optional<std::string> state_file;
    bool fresh = false;
};

int open_window(const WindowOptions& options) {
    auto document = open_document(options.picture.where);
    if (!document) return refused(document.error().message);
    WindowSetup setup{.state = state_of(std::move(document).value(), options.picture),
                      .width = options.picture.size.width,
                      .height = options.picture.size.height,
                      .scale_given = options.picture.scale.has_value(),
                      .state_file = std::nullopt};
    if (options.state_file) setup.state_file = *options.state_file;
    const auto closed = run_window(std::move(setup));
    if (closed) return exit_done;
    std::string why = closed.error().message;
    while (why.ends_with('.')) why.pop_back();
    return refused(why + "; without a display, `poolwalk shot FILE --out P.png` makes a picture and `poolwalk run X` " +
                   "prints the numbers");
}

}  // namespace

Action add_shot(CLI::App& app) {
    const auto options = std::make_shared<ShotOptions>();
    add_picture_options(app, options->picture);
    add_value(app, {"--out", "P.png", "The picture to write, required"}, parse_path, options->out)->required();
    add_value(app, {"--view", "NAME", "One of `poolwalk list views` (walk, or what the file is about)"}, parse_view, options->view);
    add_value(app, {"--step", "N", "Steps done, from 0 (0)"}, parse_step, options->step);
    app.add_flag("--force", options->force, "Write over a file that exists");
    return [options] { return shoot(*options); };
}

Action add_window(CLI::App& app) {
    const auto options = std::make_shared<WindowOptions>();
    add_picture_options(app, options->picture);
    app.add_flag("--fresh", options->fresh, "Start without what was remembered");
    add_value(app, {"--state-file", "PATH", "The state as JSON after every change"}, parse_path, options->state_file)
        ->group("");
    return [options] { return open_window(*options); };
}

}  // namespace poolwalk::cli
