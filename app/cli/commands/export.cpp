#include <algorithm>
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

struct ExportOptions {
    ProblemOptions problem;
    PictureOptions picture;
    FigureOptions figure;
    std::vector<std::string> targets;
    std::optional<std::string> view;
    std::optional<std::int64_t> step;
    std::int64_t every = 1;
    bool force = false;
};

// Every target is looked at before the first is written.
std::string wrong_target(const ExportOptions& options) {
    for (auto target = options.targets.begin(); target != options.targets.end(); ++target) {
        const auto exporter = io::usable_exporter(*target);
        if (!exporter) return exporter.error().message;
        if (const auto free = check_target(*target, options.force); !free) return free.error().message;
        if (std::find(options.targets.begin(), target, *target) != target)
            return *target + ": given twice, expected once";
    }
    return {};
}

std::string known_endings() {
    std::string text;
    for (const io::Exporter& row : io::exporters()) text += (text.empty() ? "." : ", .") + std::string(row.ending);
    return text;
}

// The steps that one target shows: the one asked for, or as many as a film takes.
std::vector<io::Shot> shots_for(const io::Exporter& exporter, const AppState& state, std::int64_t every) {
    if (exporter.made_of == io::MadeOf::OnePicture) return {{Seek{state.play.done}, 100}};
    if (state.lesson) return io::shots_of_lesson(state);
    const std::int64_t steps = track_of(state).count, last = io::usual_last_step(state, 0, every);
    if (last < steps)
        note("this walk has " + std::to_string(steps) + " steps, and the film ends with step " +
             std::to_string(last) + "; `poolwalk film` takes others");
    return every > 1 ? io::shots_of_walk(0, last, io::film_fps, every)
                     : io::moving_shots_of_walk(0, last, io::moving_film_fps);
}

class Exports {
public:
    Exports(const ExportOptions& options, const AppState& state, const Derived& derived, io::NpyForm form)
        : options_(options), state_(state), derived_(derived), form_(form) {}

    Result<Done> write(const std::string& target, ProgressLine& line) {
        const io::Exporter& exporter = **io::exporter_for(target);
        const io::Destination to{target, options_.force};
        new_.begin(target);
        return exporter.made_of == io::MadeOf::Values ? exporter.write(exportable(), to, line.part(0, 1))
                                                      : write_pictures(exporter, to, line);
    }
    void take_back() { new_.take_back(); }

private:
    io::Exportable exportable() const {
        io::Exportable what{.state = state_,
                            .derived = derived_,
                            .form = form_,
                            .argmax = options_.problem.argmax,
                            .figure = options_.figure.style()};
        if (options_.picture.size)
            what.canvas = {0, 0, static_cast<float>(options_.picture.size->width),
                           static_cast<float>(options_.picture.size->height)};
        return what;
    }
    Result<Done> write_pictures(const io::Exporter& exporter, const io::Destination& to, ProgressLine& line) {
        const bool film = exporter.made_of == io::MadeOf::Film;
        const PictureSize size = options_.picture.size.value_or(film ? PictureSize{1280, 800} : PictureSize{});
        const auto painted = paint_film({.state = state_,
                                         .width = size.width,
                                         .height = size.height,
                                         .shots = shots_for(exporter, state_, options_.every),
                                         .figure = options_.figure.of_pixels()},
                                        line.part(0, 0.9));
        if (!painted) return painted.error();
        return exporter.write_film(*painted, to, line.part(0.9, 1));
    }

    const ExportOptions& options_;
    const AppState& state_;
    const Derived& derived_;
    io::NpyForm form_;
    NewFiles new_;
};

int export_all(const ExportOptions& options) {
    if (const std::string wrong = wrong_target(options); !wrong.empty()) return refused(wrong);
    const auto problem = load_problem(options.problem);
    if (!problem) return refused(problem.error().message);
    for (const std::string& sentence : problem->notes) note(sentence);
    AppState state = state_with(command_to_open(*problem, options.problem.where));
    apply(options.picture, options.view, state);
    apply(options.figure, state);
    const std::int64_t steps = track_of(state).count;
    if (options.step && (*options.step < 0 || *options.step > steps))
        return refused("--step " + std::to_string(*options.step) + ": this walk has steps 0 to " +
                       std::to_string(steps));
    if (options.step) state = update(std::move(state), Seek{*options.step});
    const Derived derived = derive(state.document);
    Exports exports(options, state, derived, {problem->rank, options.problem.order()});
    for (const std::string& target : options.targets) {
        Result<Done> done = Done{};
        {
            ProgressLine line(target);
            done = exports.write(target, line);
        }
        if (done) continue;
        exports.take_back();
        return refused(done.error().message);
    }
    for (const std::string& target : options.targets) print(target + "\n");
    return exit_done;
}

}  // namespace

Action add_export(CLI::App& app) {
    const auto options = std::make_shared<ExportOptions>();
    add_what_to_open(app, options->problem);
    app.add_option(
           "--to", options->targets,
           "The files to write, by their endings: " + known_endings() + "; an array is named x, y, dy, dx or argmax")
        ->required()
        ->expected(1, 1000)
        ->option_text("F ...");
    add_argmax_option(app, options->problem);
    add_picture_options(app, options->picture, ".png 1600x1000, films 1280x800, .svg and .pdf 940x870");
    add_figure_options(app, options->figure);
    add_value(app, {"--view", "NAME", "One of `poolwalk list views` (walk, or what the file is about)"}, parse_view,
              options->view);
    add_value(app, {"--step", "N", "Steps done in .png, .svg and .pdf, from 0 (0, or the session's)"}, parse_step,
              options->step);
    add_value(app, {"--every", "N", "Each N-th step in .gif, .mp4 and .webm (1)"}, parse_every, options->every);
    app.add_flag("--force", options->force, "Write over files that exist");
    return [options] { return export_all(*options); };
}

}  // namespace poolwalk::cli
