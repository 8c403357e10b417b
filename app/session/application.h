// The program with a picture: the real window, and a picture of it without a display. One frame is
// events -> commands -> update -> derive -> panels and scene -> pixels; effects handle requests.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "app/session/start.h"
#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/doc/update/update.h"
#include "core/io/export/figure.h"
#include "core/io/export/film.h"

namespace poolwalk {

// How the window came to be closed.
struct WindowEnd {
    int exit_code = 0;
    std::string news{};  // a sentence for who stopped it by a signal
};

// Opens the window and stays until it is closed. An Error when there is no display.
Result<WindowEnd> run_window(WindowSetup setup);

struct ShotSetup {
    AppState state;
    int width = 1600, height = 1000;
    std::optional<io::FigureStyle> figure{};  // the grids alone
    std::filesystem::path out;
    bool overwrite = false;
};

// Writes what the window would show as a PNG, or a figure of it; needs no display.
Result<Done> take_shot(const ShotSetup& setup);

struct FilmSetup {
    AppState state;
    int width = 1280, height = 800;
    std::vector<io::Shot> shots;
    std::optional<io::FigureStyle> figure{};
};

// The pictures of a film, painted one after the other; needs no display. An Error if `progress` says stop.
Result<io::Film> paint_film(const FilmSetup& setup, const Progress& progress);

}  // namespace poolwalk
