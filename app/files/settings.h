// How the window was left: settings.json in the state folder (state_folder.h), read at the start and
// written at a clean end.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/doc/view.h"

namespace poolwalk {

struct WindowSettings {
    std::int64_t width = 1600, height = 1000;
    Theme theme = Theme::Dark;
    std::optional<double> scale;  // chosen; absent: the window's
    std::uint8_t colormap = 0;
    bool reduced_motion = false, shows_all_settings = false;
    std::string file;  // open at the end, or ""
    std::vector<std::string> recent;
    std::vector<std::string> lessons_done;  // by name
    bool is_first_start = false;            // there is no file yet
    bool operator==(const WindowSettings&) const = default;
};

// Without a file the settings of a first start; an Error if it cannot be understood.
Result<WindowSettings> read_settings(const std::filesystem::path& path);
Result<Done> write_settings(const std::filesystem::path& path, const WindowSettings& settings);

}  // namespace poolwalk
