// How the window was left: settings.json in the state folder (state_folder.h), read at the start and written at the
// end. Several windows share it: each writes only what was changed in it.
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
    std::optional<double> scale{};  // chosen; absent: the window's
    std::uint8_t colormap = 0;
    bool reduced_motion = false, shows_all_settings = false, folds_left = false, folds_right = false;
    ExportLook export_look{};  // as the Export page was left
    std::string file{};        // open at the end, or ""
    std::string page{};        // the address that links begin with, or ""; named by hand
    std::vector<std::string> recent{};
    std::vector<std::string> lessons_done{};  // by name
    bool is_first_start = false;              // there is no file yet
    bool operator==(const WindowSettings&) const = default;
};

// Without a file the settings of a first start; an Error if it cannot be understood.
Result<WindowSettings> read_settings(const std::filesystem::path& path);
Result<Done> write_settings(const std::filesystem::path& path, const WindowSettings& settings);

// `now` where it differs from `before`, which this window began with, and else `in_file`, what others have written
// since. Files opened in any window are kept, those of this one first.
WindowSettings merged(const WindowSettings& before, const WindowSettings& now, const WindowSettings& in_file);
// Reads, merges and writes without another window in between.
Result<Done> merge_settings(const std::filesystem::path& path, const WindowSettings& before,
                            const WindowSettings& now);

}  // namespace poolwalk
