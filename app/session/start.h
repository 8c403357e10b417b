// What a window begins with: what was asked for or was open when it was closed last, under the settings that were
// remembered; and how those are remembered for the next time.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "app/background/job.h"
#include "app/background/open_task.h"
#include "app/files/settings.h"
#include "app/platform/surface.h"
#include "core/doc/update/update.h"

namespace poolwalk {

// What is absent is as the window was left, or else as at a first start.
struct WindowSetup {
    OpenTask::Read read{};  // what is opened; absent: the file that was open
    std::string reading{};  // its name
    std::optional<Theme> theme;
    std::optional<double> scale;
    int width = 0, height = 0;                        // 0: as it was left
    bool fresh = false;                               // nothing is remembered, neither now nor for the next time
    std::optional<std::filesystem::path> state_file;  // the state as JSON, after every change, for tests
};

// The program as it starts with this on the screen, and nothing to undo.
AppState state_with(const Command& open);

// What is opened first: read by now, or still being read.
struct Opening {
    std::shared_ptr<Job<Command>> job{};
    std::optional<Command> command{};
};
// What is read sooner is in the window's first frame.
Result<Opening> begin_opening(const OpenTask::Read& read);
// Waits for the rest.
OpenTask::Read when_read(std::shared_ptr<Job<Command>> job);
// The file that was open, as it was asked about then, or the first example if it is gone.
OpenTask::Read read_again(const std::string& file);

struct Remembered {
    std::filesystem::path path;  // "": nothing is remembered
    WindowSettings settings;
    std::string error;
};
Remembered remembered(bool fresh);
// Of several windows each remembers what was changed in it.
void remember(const Remembered& before, const AppState& state, platform::SizePx size);

struct ScreenFacts {
    double content_scale = 1;  // 1 at 96 dpi
    bool wants_reduced_motion = false;
};
// With what was opened, or the first example.
AppState state_at_start(const WindowSetup& setup, const Remembered& before, const std::optional<Command>& open,
                        const ScreenFacts& screen);

}  // namespace poolwalk
