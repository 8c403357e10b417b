// The program with a picture: the real window, and a picture of it without a display. One frame is
// events -> commands -> update -> derive -> panels and scene -> pixels; effects carry out requests.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "core/base/result.h"
#include "core/doc/update.h"

namespace poolwalk {

struct WindowSetup {
    AppState state;
    int width = 1600, height = 1000;
    bool scale_given = false;  // else the monitor's content scale is taken
    std::optional<std::filesystem::path> state_file;  // the state as JSON, after every change, for tests
};

// Opens the window and stays until it is closed. An Error when there is no display.
Result<Done> run_window(WindowSetup setup);

struct ShotSetup {
    AppState state;
    int width = 1600, height = 1000;
    std::filesystem::path out;
    bool overwrite = false;
};

// Writes what the window would show as a PNG; needs no display.
Result<Done> take_shot(const ShotSetup& setup);

}  // namespace poolwalk
