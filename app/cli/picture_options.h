// The options of everything that looks like the window: the window itself, `shot`, `film` and `export`.
#pragma once

#include "app/cli/arguments.h"
#include "app/cli/problem_options.h"
#include "core/doc/update/update.h"
#include "core/io/export/figure.h"

namespace poolwalk::cli {

struct PictureOptions {
    std::optional<Theme> theme;
    std::optional<double> scale;
    std::optional<PictureSize> size;
};

// What a picture for slides or a paper leaves out, and what it stands on.
enum class Background : std::uint8_t { Dark, Light, White, Transparent };
struct FigureOptions {
    bool figure = false, presents = false, has_marks = true;
    std::optional<Background> background;
    std::optional<std::uint8_t> colormap;

    io::FigureStyle style() const;
    // Of a picture of pixels: the grids alone, or absent, the window.
    std::optional<io::FigureStyle> of_pixels() const { return figure ? std::optional(style()) : std::nullopt; }
    // A sentence if the window's picture cannot be as they say; empty if it can.
    std::string error_without_figure() const;
};
void add_figure_options(CLI::App& app, FigureOptions& options);
void apply(const FigureOptions& options, AppState& state);

// "0:18", the first and the last number of steps done.
struct StepRange {
    std::int64_t first = 0, last = 0;
};
Result<StepRange> parse_steps(std::string_view text);
// The name with the number in place of its "%d", "%2d" or "%02d"; absent if it has none, or another mark.
std::optional<std::string> numbered(std::string_view name, std::int64_t number);

// `usual` is the size that is taken when none is given, for the help.
void add_picture_options(CLI::App& app, PictureOptions& options, const std::string& usual);

// FILE or one of the options that stand for it, a lesson among them, and how it is pooled.
void add_what_to_open(CLI::App& app, ProblemOptions& options);

// What is opened, as the options want it seen; `view` is a name of `poolwalk list views`.
Result<AppState> state_to_show(const ProblemOptions& problem, const PictureOptions& options,
                               const std::optional<std::string>& view);
void apply(const PictureOptions& options, const std::optional<std::string>& view, AppState& state);

}  // namespace poolwalk::cli
