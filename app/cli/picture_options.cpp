#include "app/cli/picture_options.h"

namespace poolwalk::cli {

void add_picture_options(CLI::App& app, PictureOptions& options, const std::string& usual) {
    add_value(app, {"--theme", "NAME", "dark or light (dark)"}, parse_theme, options.theme);
    add_value(app, {"--scale", "S", "Size of the interface, 0.75 to 3 (1)"}, parse_scale, options.scale);
    add_value(app, {"--size", "WxH", "In pixels (" + usual + ")"}, parse_picture_size, options.size);
}

AppState state_of(Document document, const PictureOptions& options, std::string_view view) {
    AppState state = start_state(std::move(document));
    if (options.theme) state.view.theme = *options.theme;
    if (options.scale) state.view.scale = *options.scale;
    for (const auto& space : workspaces())
        if (space.name == view) state.view.workspace = space.value;
    return state;
}

}  // namespace poolwalk::cli
