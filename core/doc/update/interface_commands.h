// Commands about the interface around the picture: theme, scale, pages that stand over it, the status line.
#pragma once

#include <string>
#include <variant>

#include "core/doc/view.h"

namespace poolwalk {

struct SetTheme {
    Theme theme = Theme::Dark;
};
struct SetScale {
    double scale = 1;
};
// To a window of this size.
struct FitScale {
    double width_px = 0, height_px = 0;
};
struct SetReducedMotion {
    bool reduced = true;
};
struct SetPresentation {
    bool on = true;
};
struct ShowKeys {
    bool show = true;
};
struct ShowAbout {
    bool show = true;
};
struct ShowFiles {
    bool show = true;
    std::string folder{};  // "": the folder shown last
    FilesFor files_for = FilesFor::Document;
};
struct ShowExport {
    bool show = true;
};
// In the status line.
struct Tell {
    std::string sentence;
    bool is_error = false;
};

using InterfaceCommand = std::variant<SetTheme, SetScale, FitScale, SetReducedMotion, SetPresentation, ShowKeys,
                                      ShowAbout, ShowFiles, ShowExport, Tell>;

}  // namespace poolwalk
