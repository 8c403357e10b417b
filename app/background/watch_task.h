// A file that is read again when it changes, looked at ten times a second beside the interface. One that is half
// written is waited for; one that is gone, cannot be read or does not answer is said once and watched on.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/background/task.h"
#include "core/doc/update/update.h"

namespace poolwalk {

// What is to be watched: X's file or the claimed dX's.
struct WatchedFile {
    std::string path;   // "": none
    FileStamp stamp{};  // of the file as it was read; {}: as it is when the watch begins
    FilesFor purpose = FilesFor::Document;
    bool operator==(const WatchedFile&) const = default;
};
WatchedFile watched_document(const AppState& state);
WatchedFile watched_claim(const AppState& state);

class WatchTask {
public:
    void wake_with(std::function<void()> wake) { task_.wake = std::move(wake); }

    // Once a turn of the loop: begins, goes on or ends. Returns what follows: the file read again, or what there is
    // to say.
    std::vector<Command> follow(const WatchedFile& wanted);

private:
    using Clock = std::chrono::steady_clock;
    struct Order {
        WatchedFile file;
        std::optional<FileStamp> known;  // absent: as it is when the watch begins
        std::shared_ptr<std::atomic<Clock::rep>> last_look;
    };
    struct News {
        FileStamp stamp;
        std::optional<ReadAgain> again{};
        std::string error{};
    };
    static Result<News> watch(const Order& order, const Progress& progress);
    static News read(const WatchedFile& file, const FileStamp& stamp, const Progress& progress);
    void begin();
    bool is_stalled() const;

    BackgroundTask<Order, News> task_;
    WatchedFile wanted_;
    std::optional<FileStamp> seen_{};  // last; that of no file, if it was gone
    bool has_told_ = false;            // that it does not answer
};

}  // namespace poolwalk
