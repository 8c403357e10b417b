// Commands about the interface around the picture: theme, scale, pages that stand over it, the status line.
#pragma once

#include <string>
#include <variant>

#include "core/doc/view.h"

namespace poolwalk {

struct SetTheme {
    Theme theme = Theme::Dark;
};
// Absent: with the window and its monitor.
struct SetScale {
    std::optional<double> scale{};
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
// The panels on one side of the canvas, or the words of a presentation.
enum class Side : std::uint8_t { Left, Right, Talk };
struct FoldPanels {
    Side side = Side::Left;
    bool folded = true;
};
struct ShowKeys {
    bool show = true;
};
struct ShowAbout {
    bool show = true;
};
struct ShowWelcome {
    bool show = true;
};
// In the left panel; or five of them.
struct ShowAllSettings {
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
struct SetExportLook {
    ExportLook look;
};
// In the status line.
struct Tell {
    std::string sentence;
    bool is_error = false;
    std::string folder{};  // where what it tells of lies, if that can be opened
};

using InterfaceCommand =
    std::variant<SetTheme, SetScale, FitScale, SetReducedMotion, SetPresentation, FoldPanels, ShowKeys, ShowAbout,
                 ShowWelcome, ShowAllSettings, ShowFiles, ShowExport, SetExportLook, Tell>;

}  // namespace poolwalk
