// The options of everything that looks like the window: the window itself, `shot`, `film` and `export`.
#pragma once

#include "app/cli/arguments.h"
#include "app/cli/problem_options.h"
#include "core/doc/update/update.h"

namespace poolwalk::cli {

struct PictureOptions {
    std::optional<Theme> theme;
    std::optional<double> scale;
    std::optional<PictureSize> size;
};

// `usual` is the size that is taken when none is given, for the help.
void add_picture_options(CLI::App& app, PictureOptions& options, const std::string& usual);

// FILE or one of the options that stand for it, a lesson among them, and how it is pooled.
void add_what_to_open(CLI::App& app, ProblemOptions& options);

// What is opened, as the options want it seen; `view` is a name of `poolwalk list views`.
Result<AppState> state_to_show(const ProblemOptions& problem, const PictureOptions& options,
                               const std::optional<std::string>& view);
void apply(const PictureOptions& options, const std::optional<std::string>& view, AppState& state);

}  // namespace poolwalk::cli
