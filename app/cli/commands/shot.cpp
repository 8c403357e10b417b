#include <memory>

#include "app/cli/command.h"
#include "app/cli/picture_options.h"
#include "app/cli/problem_options.h"
#include "app/cli/report.h"
#include "app/cli/targets.h"
#include "app/session/application.h"
#include "core/base/number_text.h"

namespace poolwalk::cli {
namespace {

struct ShotOptions {
    ProblemOptions problem;
    PictureOptions picture;
    FigureOptions figure;
    std::optional<StepRange> steps;
    std::int64_t every = 1;
    std::string out;
    std::optional<std::string> view;
    std::optional<StepMoment> step;
    std::optional<std::int64_t> page;
    bool force = false;
};

// The page of a lesson when it is shown and its movement is done.
AppState at_page(AppState state, std::size_t page) {
    while (state.lesson->page + 1 < page || state.lesson->stage != LessonStage::Shown)
        state = update(std::move(state), LessonOn{});
    if (!state.play.playing) return state;
    const std::int64_t rest = state.play.stop_at.value_or(track_of(state).count);
    return update(std::move(state), Seek{rest});
}

// A picture of the state as it is, and the exit code.
int shoot_one(const ShotOptions& options, AppState state, const std::string& out) {
    const PictureSize size = options.picture.size.value_or(PictureSize{});
    const auto done = take_shot({.state = std::move(state),
                                 .width = size.width,
                                 .height = size.height,
                                 .figure = options.figure.of_pixels(),
                                 .out = out,
                                 .overwrite = options.force});
    return done ? exit_done : refused(done.error().message);
}

int shoot_steps(const ShotOptions& options, AppState state, const StepRange& steps) {
    if (!numbered(options.out, 0))
        return misused("shot: --steps: expected a number's place in --out, as walk-%02d.png");
    for (std::int64_t done = steps.first; done <= steps.last; done += options.every) {
        state = update(std::move(state), Seek{done});
        if (const int code = shoot_one(options, state, *numbered(options.out, done)); code != exit_done) return code;
    }
    return exit_done;
}

int shoot(const ShotOptions& options) {
    if (const std::string wrong = options.figure.error_without_figure(); !wrong.empty())
        return misused("shot: " + wrong);
    if (const auto free = check_target(options.out, options.force); !free) return refused(free.error().message);
    auto shown = state_to_show(options.problem, options.picture, options.view);
    if (!shown) return refused(shown.error().message);
    AppState state = std::move(shown).value();
    apply(options.figure, state);
    if (options.page) {
        const auto pages = static_cast<std::int64_t>(state.lesson ? state.lesson->lesson->pages.size() : 0);
        if (*options.page < 1 || *options.page > pages)
            return refused("--page " + std::to_string(*options.page) + ": " +
                           (pages ? "this lesson has pages 1 to " + std::to_string(pages) : "this is no lesson"));
        state = at_page(std::move(state), static_cast<std::size_t>(*options.page));
    }
    const std::int64_t steps = track_of(state).count;
    if (options.step && (options.step->done < 0 || options.step->done + (options.step->t > 0) > steps))
        return refused("--step " + plain_text(static_cast<double>(options.step->done) + options.step->t) +
                       ": this walk has steps 0 to " + std::to_string(steps));
    if (options.steps && options.steps->last > steps)
        return refused("--steps " + std::to_string(options.steps->first) + ":" + std::to_string(options.steps->last) +
                       ": this walk has steps 0 to " + std::to_string(steps));
    if (options.steps) return shoot_steps(options, std::move(state), *options.steps);
    if (options.step) state = update(std::move(state), SeekMoment{options.step->done, options.step->t});
    return shoot_one(options, std::move(state), options.out);
}

}  // namespace

Action add_shot(CLI::App& app) {
    const auto options = std::make_shared<ShotOptions>();
    add_what_to_open(app, options->problem);
    add_picture_options(app, options->picture, "1600x1000");
    add_figure_options(app, options->figure);
    add_value(app, {"--out", "P.png", "The picture to write, required"}, parse_path, options->out)->required();
    add_value(app, {"--view", "NAME", "One of `poolwalk list views` (walk, or what the file is about)"}, parse_view,
              options->view);
    auto* step =
        add_value(app, {"--step", "N", "Steps done, from 0 (0); 10.4 is between two"}, parse_moment, options->step);
    add_value(app, {"--steps", "A:B", "A picture of each, its number in place of the %02d of --out"}, parse_steps,
              options->steps)
        ->excludes(step);
    add_value(app, {"--every", "N", "Of --steps each N-th (1)"}, parse_every, options->every);
    add_value(app, {"--page", "N", "Of a lesson, from 1, when its action is done (1, before it)"}, parse_step,
              options->page);
    app.add_flag("--force", options->force, "Write over a file that exists");
    return [options] { return shoot(*options); };
}

}  // namespace poolwalk::cli
