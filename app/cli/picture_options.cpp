#include "app/cli/picture_options.h"

#include <algorithm>
#include <array>

#include "app/cli/tables.h"
#include "app/session/application.h"
#include "core/scene/colormap.h"

namespace poolwalk::cli {

namespace {

Result<Background> parse_background(std::string_view text) {
    constexpr std::array<std::string_view, 4> names{"dark", "light", "white", "transparent"};
    const auto found = std::ranges::find(names, text);
    if (found == names.end()) return Error{"expected dark, light, white or transparent"};
    return static_cast<Background>(found - names.begin());
}

Result<std::uint8_t> parse_colormap(std::string_view text) {
    const auto maps = scene::colormaps();
    const auto found = std::ranges::find(maps, text, &scene::ColormapRow::name);
    if (found == maps.end()) return Error{"expected one of " + names_of("colormaps")};
    return static_cast<std::uint8_t>(found - maps.begin());
}

Result<bool> parse_marks(std::string_view text) {
    if (text != "all" && text != "none") return Error{"expected all or none"};
    return text == "all";
}

}  // namespace

io::FigureStyle FigureOptions::style() const {
    using Ground = FigureGround;
    const bool white = background == Background::White, transparent = background == Background::Transparent;
    return {.ground = white         ? Ground::White
                      : transparent ? Ground::Transparent
                                    : Ground::Theme,
            .has_marks = has_marks};
}

std::string FigureOptions::error_without_figure() const {
    if (figure) return {};
    if (background == Background::White || background == Background::Transparent)
        return "--background white and transparent are for figures; expected --figure too, or dark or light";
    return has_marks ? "" : "--marks none is for figures; expected --figure too";
}

void add_figure_options(CLI::App& app, FigureOptions& options) {
    app.add_flag("--figure", options.figure, "The grids alone, without the window around them");
    app.add_flag("--present", options.presents, "The window as in front of a class (F11)");
    add_value(app, {"--background", "NAME", "dark, light, white or transparent (the theme's)"}, parse_background,
              options.background);
    add_value(app, {"--colormap", "NAME", "One of `poolwalk list colormaps`"}, parse_colormap, options.colormap);
    add_value(app, {"--marks", "NAME", "What the step lights up in a figure: all or none (all)"}, parse_marks,
              options.has_marks);
}

void apply(const FigureOptions& options, AppState& state) {
    if (options.presents) state = update(std::move(state), SetPresentation{true});
    if (options.colormap) state = update(std::move(state), SetColormap{*options.colormap});
    if (!options.background || options.background == Background::Transparent) return;
    state.view.theme = options.background == Background::Dark ? Theme::Dark : Theme::Light;
}

Result<StepRange> parse_steps(std::string_view text) {
    const std::size_t colon = text.find(':');
    const auto first = parse_step(text.substr(0, colon));
    const auto last = parse_step(colon == text.npos ? "" : text.substr(colon + 1));
    if (!first || !last || *first < 0 || *last < *first)
        return Error{"expected the first and the last number of steps done, as 0:18"};
    return StepRange{*first, *last};
}

std::optional<std::string> numbered(std::string_view name, std::int64_t number) {
    const std::size_t mark = name.find('%'), end = name.find('d', mark);
    if (mark == name.npos || end == name.npos || name.find('%', mark + 1) != name.npos) return std::nullopt;
    std::string_view width = name.substr(mark + 1, end - mark - 1);
    const char fill = width.starts_with('0') ? '0' : ' ';
    if (width.size() > 2 || width.find_first_not_of("0123456789") != width.npos) return std::nullopt;
    std::string digits = std::to_string(number);
    const std::size_t wanted = width.empty() ? 0 : static_cast<std::size_t>(width.back() - '0');
    if (digits.size() < wanted) digits.insert(0, wanted - digits.size(), fill);
    return std::string(name.substr(0, mark)) + digits + std::string(name.substr(end + 1));
}

void add_picture_options(CLI::App& app, PictureOptions& options, const std::string& usual) {
    add_value(app, {"--theme", "NAME", "dark or light (dark)"}, parse_theme, options.theme);
    add_value(app, {"--scale", "S", "Size of the interface, 0.75 to 3 (1)"}, parse_scale, options.scale);
    add_value(app, {"--size", "WxH", "In pixels (" + usual + ")"}, parse_picture_size, options.size);
}

void add_what_to_open(CLI::App& app, ProblemOptions& options) {
    Where& where = options.where;
    add_where(app, where, "FILE");
    auto* lesson = add_value(app, {"--lesson", "NAME", "One of `poolwalk list lessons` instead of a file"},
                             parse_lesson, where.lesson);
    for (const char* other : {"FILE", "--example", "--method"}) lesson->excludes(other);
    add_problem_options(app, options);
}

void apply(const PictureOptions& options, const std::optional<std::string>& view, AppState& state) {
    if (options.theme) state.view.theme = *options.theme;
    if (options.scale) state = update(std::move(state), SetScale{*options.scale});
    for (const auto& space : workspaces())
        if (view && space.name == *view) state = update(std::move(state), SetWorkspace{space.value});
}

Result<AppState> state_to_show(const ProblemOptions& problem, const PictureOptions& options,
                               const std::optional<std::string>& view) {
    const auto open = command_to_open(problem);
    if (!open) return open.error();
    AppState state = state_with(*open);
    apply(options, view, state);
    return state;
}

}  // namespace poolwalk::cli
