// Work kept in case of a crash. When: by Autosave::follow(), at most every 10 s and only after a change. Where: in a
// file of this process in the state folder (state_folder.h). What a crash left is offered at the next start. A
// person's own file is saved in saving.h.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "app/background/task.h"
#include "app/files/saving.h"
#include "core/doc/update/update.h"

namespace poolwalk {

class Autosave {
public:
    using Clock = std::chrono::steady_clock;
    JobMode small = JobMode::Immediate;  // of sessions with small arrays

    // Once a turn of the loop: writes unsaved work to own_autosave() when it is time to, that on the screen or else
    // what undo would bring back. Large arrays are written in the background. Returns what there is to say: once,
    // that nothing can be kept.
    std::optional<Tell> follow(const AppState& state, Clock::time_point now);
    // The same at once: the program is about to end without having asked.
    Result<Done> keep_now(const AppState& state);
    // At a clean end nothing is left to recover.
    void remove();

private:
    struct Order {
        SessionFile session;
        std::uint64_t content = 0;
    };
    struct Work;
    static std::optional<Work> work_of(const AppState& state);
    static Result<Done> write(const Order& order, const Progress& progress);
    std::optional<Tell> take();

    BackgroundTask<Order, Done> task_;
    std::uint64_t kept_content_ = 0;  // as History::content() counts
    bool has_told_ = false;
    Clock::time_point started_{}, next_{};
};

// After an internal error: unsaved work as it is now, in a file beside the autosave, which stays as it was before the
// error.
Result<Done> keep_beside_autosave(const AppState& state);

// Of this process; the same at every call. Processes do not disturb each other's. Empty if there is no state folder.
std::filesystem::path own_autosave();
// Those whose processes ended without removing them, newest first.
std::vector<std::filesystem::path> left_autosaves();

// The question about the newest autosave that a crash left, or nothing.
std::vector<Command> offer_autosave();
// Opens it as unsaved work.
std::vector<Command> recover_autosave(const std::string& path);
// Removes it, and offers the next.
std::vector<Command> discard_autosave(const std::string& path);

}  // namespace poolwalk
