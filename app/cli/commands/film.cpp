#include <memory>

#include "app/cli/command.h"
#include "app/cli/picture_options.h"
#include "app/cli/problem_options.h"
#include "app/cli/progress_line.h"
#include "app/cli/report.h"
#include "app/cli/targets.h"
#include "app/session/application.h"
#include "core/io/export/exporters.h"

namespace poolwalk::cli {
namespace {

constexpr double part_of_painting = 0.9;
constexpr std::int64_t max_pictures = 10'000;

struct FilmOptions {
    ProblemOptions problem;
    PictureOptions picture;
    FigureOptions figure;
    std::string out;
    std::int64_t every = 1;
    std::optional<std::string> view;
    std::int64_t from = 0;
    std::optional<std::int64_t> to;
    std::optional<double> fps;
    bool no_motion = false, force = false;
};

// Empty if the steps are there and in order.
std::string wrong_range(const FilmOptions& options, std::int64_t last, std::int64_t steps) {
    const std::string range = "this walk has steps 0 to " + std::to_string(steps);
    if (options.from < 0 || options.from > steps) return "--from " + std::to_string(options.from) + ": " + range;
    if (last < options.from || last > steps)
        return "--to " + std::to_string(last) + ": " + range + ", and --from is " + std::to_string(options.from);
    if ((last - options.from) / options.every >= max_pictures)
        return "--to " + std::to_string(last) + ": a film has at most " + std::to_string(max_pictures) + " pictures";
    return {};
}

std::vector<io::Shot> shots_of(const FilmOptions& options, const AppState& state, std::int64_t last) {
    if (state.lesson) return io::shots_of_lesson(state);
    if (options.no_motion || options.every > 1)
        return io::shots_of_walk(options.from, last, options.fps.value_or(io::film_fps), options.every);
    return io::moving_shots_of_walk(options.from, last, options.fps.value_or(io::moving_film_fps));
}

// What a film is named for is refused before an hour of painting, not after it.
std::string wrong_target(const FilmOptions& options) {
    const auto exporter = io::usable_exporter(options.out);
    if (!exporter) return exporter.error().message;
    if ((*exporter)->made_of != io::MadeOf::Film) return options.out + ": a film is a .gif, .mp4 or .webm";
    const auto free = check_target(options.out, options.force);
    return free ? std::string() : free.error().message;
}

Result<Done> make(const FilmOptions& options, AppState state, std::vector<io::Shot> shots) {
    const PictureSize size = options.picture.size.value_or(PictureSize{1280, 800});
    ProgressLine line(options.out);
    const auto painted = paint_film({.state = std::move(state),
                                     .width = size.width,
                                     .height = size.height,
                                     .shots = std::move(shots),
                                     .figure = options.figure.of_pixels()},
                                    line.part(0, part_of_painting));
    if (!painted) return painted.error();
    return (*io::exporter_for(options.out))
        ->write_film(*painted, {options.out, options.force}, line.part(part_of_painting, 1));
}

int film(const FilmOptions& options) {
    if (const std::string wrong = options.figure.error_without_figure(); !wrong.empty())
        return misused("film: " + wrong);
    if (options.figure.background == Background::Transparent)
        return misused("film: a film has no transparent ground; expected --background dark, light or white");
    if (const std::string wrong = wrong_target(options); !wrong.empty()) return refused(wrong);
    auto shown = state_to_show(options.problem, options.picture, options.view);
    if (!shown) return refused(shown.error().message);
    AppState state = std::move(shown).value();
    apply(options.figure, state);
    const bool lesson = state.lesson.has_value();
    if (lesson && (options.from != 0 || options.to))
        return refused("--from and --to count the steps of a walk; a lesson is filmed whole");
    const std::int64_t steps = track_of(state).count;
    const std::int64_t last = options.to.value_or(io::usual_last_step(state, options.from, options.every));
    if (const std::string wrong = lesson ? "" : wrong_range(options, last, steps); !wrong.empty())
        return refused(wrong);
    if (!lesson && !options.to && last < steps)
        note("this walk has " + std::to_string(steps) + " steps, and the film ends with step " +
             std::to_string(last) + "; --to says where else");

    auto shots = shots_of(options, state, last);
    const std::string what = lesson ? std::to_string(state.lesson->lesson->pages.size()) + " pages"
                                    : "steps " + std::to_string(options.from) + " to " + std::to_string(last);
    const auto done = make(options, std::move(state), std::move(shots));
    if (done) {
        print(options.out + ": " + what + "\n");
        return exit_done;
    }
    return refused(done.error().message);
}

}  // namespace

Action add_film(CLI::App& app) {
    const auto options = std::make_shared<FilmOptions>();
    add_what_to_open(app, options->problem);
    add_picture_options(app, options->picture, "1280x800");
    add_figure_options(app, options->figure);
    add_value(app, {"--out", "P.gif", "The film to write: .gif, or by ffmpeg .mp4 or .webm; required"}, parse_path,
              options->out)
        ->required();
    add_value(app, {"--view", "NAME", "One of `poolwalk list views` (walk)"}, parse_view, options->view);
    add_value(app, {"--from", "N", "Steps done in the first picture (0)"}, parse_step, options->from);
    add_value(app,
              {"--to", "N", "Steps done in the last one (all, or as many as 300 pictures show; of the Network 53)"},
              parse_step, options->to);
    add_value(app, {"--every", "N", "Each N-th step of them (1)"}, parse_every, options->every);
    add_value(app, {"--fps", "N", "Pictures a second, 0.1 to 50 (12; 4 without motion)"}, parse_fps, options->fps);
    app.add_flag("--no-motion", options->no_motion, "A picture a step, without the way between them");
    app.add_flag("--force", options->force, "Write over a file that exists");
    return [options] { return film(*options); };
}

}  // namespace poolwalk::cli
