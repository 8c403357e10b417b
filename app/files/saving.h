// Work kept: sessions saved where a person wants them, and autosaves where a crash left them. The answers
// are commands, as from every effect (effects.h).
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "app/background/task.h"
#include "core/doc/update/update.h"

namespace poolwalk::saving {

// A session that is to be written, as it was when that was asked for.
struct SaveOrder {
    std::filesystem::path path;
    SessionFile session;
    bool overwrite = false;
    std::uint64_t revision = 0;
};
// A name without .json gets it. A file that is not this session's own is asked about, unless `overwrite`.
std::variant<SaveOrder, Command> order_of(const SaveAs& command, const AppState& state);

// Saves at the person's wish: small sessions at once, large arrays beside the window.
class Saving {
public:
    void wake_with(std::function<void()> wake) { task_.wake = std::move(wake); }
    // What there is to do or to say by now. Not while it is_busy(): two that write the same files would remove
    // each other's.
    std::vector<Command> start(const SaveAs& command, const AppState& state);
    std::vector<Command> cancel();
    // What came of a large one, once. To be asked once a frame.
    std::vector<Command> take();
    // A large one is under way, or stopping.
    bool is_busy() const { return !task_.is_idle(); }
    // How it is going; absent when none is under way.
    const std::optional<ui::Progressing>& status() const { return task_.status(); }

private:
    BackgroundTask<SaveOrder, Done> task_;
};

// The question about the newest autosave that a crash left, or nothing.
std::vector<Command> offer_autosave();
std::vector<Command> recover(const std::string& path);
// Removes it, and offers the next.
std::vector<Command> discard(const std::string& path);

// Writes unsaved work to own_autosave() (state_folder.h), at most every 10 s and only after a change; large
// arrays beside the frames.
class Autosave {
public:
    using Clock = std::chrono::steady_clock;

    void follow(const AppState& state, Clock::time_point now);
    // At a clean end nothing is left to recover.
    void remove();

private:
    // Held on this side too: the last to let go of a tensor is the thread that may edit it.
    struct Writing {
        SessionFile session;
        std::uint64_t revision = 0;
        Clock::time_point since;
        std::unique_ptr<Job<Done>> job{};
    };
    bool is_still_writing();
    void end(std::uint64_t revision, bool is_kept, Clock::time_point since);

    std::uint64_t kept_revision_ = 0;
    Clock::time_point next_{};
    std::unique_ptr<Writing> writing_;
};

}  // namespace poolwalk::saving
