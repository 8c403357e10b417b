// The loop of the open window: events become commands, background tasks are looked after, frames are drawn. It
// sleeps while nothing happens. What is open at first is application.h's matter.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "app/files/autosave.h"
#include "app/platform/window.h"
#include "app/session/draw_frame.h"

namespace poolwalk {

struct LoopSetup {
    bool offers_autosave = true;                      // that a crash left
    std::optional<std::filesystem::path> state_file;  // the state as JSON, after every change, for tests
};

class WindowLoop {
public:
    WindowLoop(platform::Window& window, render::HeatMapPainter painter, AppState state, LoopSetup setup);

    // Until the person quits.
    void run();
    const AppState& state() const { return session_.state(); }

private:
    using Clock = std::chrono::steady_clock;

    void wait();
    void turn();
    bool waits_for_clipboard();
    void draw(const std::vector<KeyPress>& keys);
    void show_title();
    void write_state_file();

    platform::Window& window_;
    FramePainter painter_;
    Session session_;
    std::optional<std::filesystem::path> state_file_;
    std::string written_, title_;
    Autosave autosave_;
    BackgroundTask<Done, std::string> field_paste_;  // for a text field
    int frames_left_ = 3;
    Clock::time_point last_frame_ = Clock::now(), last_turn_ = Clock::now();
};

}  // namespace poolwalk
