// The options of everything that looks like the window: the window itself, `shot`, `film` and `export`.
#pragma once

#include "app/cli/arguments.h"
#include "app/cli/source.h"
#include "core/doc/update.h"

namespace poolwalk::cli {

struct PictureOptions {
    std::optional<Theme> theme;
    std::optional<double> scale;
    std::optional<PictureSize> size;
};

// `usual` is the size that is taken when none is given, for the help.
void add_picture_options(CLI::App& app, PictureOptions& options, const std::string& usual);

// `view` is a name of `poolwalk list views`.
AppState state_of(Document document, const PictureOptions& options, std::string_view view = "walk");

}  // namespace poolwalk::cli
