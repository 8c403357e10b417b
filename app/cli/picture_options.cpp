#include "app/cli/picture_options.h"

#include "app/session/application.h"

namespace poolwalk::cli {

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
