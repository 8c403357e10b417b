// The program with a picture: the real window, and a picture of it without a display. One frame is
// events -> commands -> update -> derive -> panels and scene -> pixels; effects carry out requests.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/doc/update.h"
#include "core/io/film.h"
#include "core/io/progress.h"

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

struct FilmSetup {
    AppState state;
    int width = 1280, height = 800;
    std::vector<io::Shot> shots;
};

// The pictures of a film, painted one after the other; needs no display. An Error if `progress` says stop.
Result<io::Film> paint_film(const FilmSetup& setup, const io::Progress& progress);

}  // namespace poolwalk
