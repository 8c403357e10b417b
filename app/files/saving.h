// A session saved to a person's own file. What is kept in case of a crash is in autosave.h.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "app/background/task.h"
#include "core/doc/update/update.h"

namespace poolwalk {

// A session that is to be written, as it was when that was asked for.
struct SaveOrder {
    std::filesystem::path path;
    SessionFile session;
    bool overwrite = false;
    std::uint64_t content = 0;       // of the document, as History::content() counts
    std::string typed{};             // the path before it got its ending
    std::optional<FileStamp> own{};  // of this session's own file, when it was read or saved
};
// Sessions with small arrays are written in this mode, others in the background.
JobMode mode_of_saving(const SessionFile& session, JobMode small);

class SaveTask {
public:
    JobMode small = JobMode::Immediate;  // of sessions with small arrays
    void wake_with(std::function<void()> wake) { task_.wake = std::move(wake); }

    // A name without .json gets it. A file that is not this session's own, as it was left, is asked about, unless
    // command.overwrite.
    // Returns what there is to do or to say by now. Not while it is_busy(): two that write the same files would
    // remove each other's.
    std::vector<Command> start(const SaveAs& command, const AppState& state);
    std::vector<Command> cancel();
    // What there is to do or to say when it is done, once. To be called once a frame.
    std::vector<Command> take();
    // A save in the background is under way, or stopping.
    bool is_busy() const { return !task_.is_idle(); }
    // How it is going; absent when none is under way.
    const std::optional<ui::TaskStatus>& status() const { return task_.status(); }

private:
    BackgroundTask<SaveOrder, Command> task_;
};

}  // namespace poolwalk
