// The loop of the open window, a turn at a time: events become commands, background tasks are looked after, frames
// are drawn. On a desktop it sleeps between turns while nothing happens; a page is called by its browser. What is
// open at first is application.h's matter.
#pragma once

#include <atomic>
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
    bool offers_autosave = true;                        // that a crash left
    std::optional<std::filesystem::path> state_file;    // the state as JSON, after every change, for tests
    std::string page_address{};                         // that a link begins with, or ""
    std::function<void(const std::string&)> deliver{};  // of a file that was exported (session.h)
    const std::atomic<bool>* is_stopped = nullptr;  // from outside: end without a question, and keep what is unsaved
};

class WindowLoop {
public:
    WindowLoop(platform::Window& window, render::HeatMapPainter painter, AppState state, LoopSetup setup);

    // Shows what is still being read, under this name, when it is there.
    void open_when_read(const std::string& name, OpenTask::Read read);

    // Once round, without waiting. False: it was the last, since the person quits, or LoopSetup::is_stopped.
    bool turn();
    // Sleeps until something happens: an event, or the next step of the play.
    void wait();
    bool has_quit() const { return session_.wants_to_quit(); }
    // Nothing is left for the next start to offer.
    void remove_autosave() { autosave_.remove(); }
    // Unsaved work is written for the next start to offer it; on the window's thread, between two frames.
    Result<Done> keep_work() { return autosave_.keep_now(session_.state()); }
    const AppState& state() const { return session_.state(); }
    Session& session() { return session_; }

private:
    using Clock = std::chrono::steady_clock;

    bool is_over() const;
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
    const std::atomic<bool>* is_stopped_;
    int frames_left_ = 3;
    Clock::time_point last_frame_ = Clock::now(), last_turn_ = Clock::now();
};

}  // namespace poolwalk
