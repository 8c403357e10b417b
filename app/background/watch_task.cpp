#include "app/background/watch_task.h"

#include <filesystem>
#include <thread>

#include "core/base/threads.h"
#include "core/io/arrays/array_reader.h"
#include "core/io/files/file_stamp.h"
#include "core/io/session/open_file.h"

namespace poolwalk {
namespace {

constexpr std::chrono::milliseconds between_looks{100};
constexpr std::chrono::seconds patience{2};

std::string name_of(const WatchedFile& file) { return std::filesystem::path(file.path).filename().string(); }

Result<ReadAgain> read_document(const std::string& path, const FileStamp& stamp, const Progress& progress) {
    const auto command = io::command_to_open(path, progress);
    if (!command) return command.error();
    if (const auto* open = command->as<OpenDocument>())
        return ReadAgain{.document = open->document,
                         .is_array = open->is_array,
                         .grad_output = open->grad_output,
                         .stamp = stamp,
                         .claim = open->claim};
    if (const auto* open = command->as<OpenSession>())
        return ReadAgain{.document = open->session.document, .stamp = stamp, .claim = open->session.claim};
    return Error{path + ": this is a lesson, and lessons are not read again"};
}

Result<ReadAgain> read_claim(const std::string& path, const Progress& progress) {
    auto loaded = io::read_array_file(path, progress, "dx");
    if (!loaded) return loaded.error();
    return ReadAgain{.claim = ClaimedGradient{std::filesystem::path(path).filename().string(),
                                              std::move(loaded).value().tensor, path}};
}

}  // namespace

WatchedFile watched_document(const AppState& state) {
    return state.origin.is_watched ? WatchedFile{state.origin.file, state.origin.stamp} : WatchedFile{};
}

WatchedFile watched_claim(const AppState& state) {
    if (!state.origin.is_watched || !state.claim || state.claim->file == state.origin.file) return {};
    return {.path = state.claim->file, .purpose = FilesFor::Claim};
}

WatchTask::News WatchTask::read(const WatchedFile& file, const FileStamp& stamp, const Progress& progress) {
    if (stamp == FileStamp{}) return {stamp, {}, name_of(file) + " is not there any more; it is waited for"};
    const auto again =
        file.purpose == FilesFor::Claim ? read_claim(file.path, progress) : read_document(file.path, stamp, progress);
    if (!again) return {stamp, {}, again.error().message};
    return {stamp, *again};
}

Result<WatchTask::News> WatchTask::watch(const Order& order, const Progress& progress) {
    const auto look = [&] { order.last_look->store(Clock::now().time_since_epoch().count()); };
    const FileStamp known = order.known ? *order.known : io::stamp_of(order.file.path);
    FileStamp before = known;
    for (;;) {
        look();
        if (!goes_on(progress, 0)) return stopped();
        std::this_thread::sleep_for(between_looks);
        const FileStamp now = io::stamp_of(order.file.path);
        // Twice the same: nobody is writing.
        if (now != known && now == before)
            return read(order.file, now, [&](double part) {
                look();
                return goes_on(progress, part);
            });
        before = now;
    }
}

// It sleeps between two looks, which nothing may that has no thread of its own.
void WatchTask::begin() {
    if (!has_threads) return;
    Order order{wanted_, seen_, std::make_shared<std::atomic<Clock::rep>>(Clock::now().time_since_epoch().count())};
    has_told_ = false;
    task_.start(std::move(order), {}, watch);
}

bool WatchTask::is_stalled() const {
    const Clock::duration last(task_.order()->last_look->load());
    return Clock::now().time_since_epoch() - last > patience;
}

std::vector<Command> WatchTask::follow(const WatchedFile& wanted) {
    if (wanted != wanted_) {
        wanted_ = wanted;
        seen_.reset();
        if (wanted.stamp != FileStamp{}) seen_ = wanted.stamp;
        task_.forget();
        if (!wanted.path.empty()) begin();
    }
    const auto done = task_.take();
    if (done && done->result) {
        seen_ = done->result->stamp;
        begin();
        if (done->result->again) return {*done->result->again};
        return {Tell{done->result->error, true}};
    }
    if (!task_.order() || has_told_ || !is_stalled()) return {};
    has_told_ = true;
    return {Tell{name_of(wanted_) + ": its file system does not answer; it is waited for", true}};
}

}  // namespace poolwalk
