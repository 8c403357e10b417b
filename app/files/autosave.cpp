#include "app/files/autosave.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <ctime>
#include <fstream>
#include <limits>
#include <string_view>
#include <system_error>
#include <utility>

#include <unistd.h>

#include "app/files/state_folder.h"
#include "core/base/number_text.h"
#include "core/io/files/file_stamp.h"
#include "core/io/files/read_file.h"
#include "core/io/session/session_read.h"
#include "core/io/session/session_write.h"

namespace poolwalk {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds shortest_interval{10};
constexpr std::string_view beginning = "autosave-", ending = ".json";

// The process of "autosave-PID.json" or "autosave-PID-2.json"; 0 if it is named otherwise.
int process_of(std::string_view name) {
    if (!name.starts_with(beginning) || !name.ends_with(ending)) return 0;
    name.remove_prefix(beginning.size());
    name.remove_suffix(ending.size());
    const std::size_t dash = name.find('-', 1);
    const auto pid = integer_from_text(name.substr(0, dash));
    const bool has_counter = dash == name.npos || integer_from_text(name.substr(dash + 1));
    return pid && has_counter && *pid > 0 && *pid <= std::numeric_limits<int>::max() ? static_cast<int>(*pid) : 0;
}

std::string program_of(const std::string& pid) {
    std::string name;
    std::getline(std::ifstream("/proc/" + pid + "/comm"), name);
    return name;
}

// Numbers of processes are used again: what runs under this one now must be this program too.
bool is_running(int pid) {
    if (pid == ::getpid()) return false;
    if (::kill(pid, 0) != 0 && errno == ESRCH) return false;
    const std::string other = program_of(std::to_string(pid)), own = program_of("self");
    return other.empty() || own.empty() || other == own;
}

fs::path free_autosave() {
    const fs::path folder = state_folder();
    if (folder.empty()) return {};
    const std::string stem = std::string(beginning) + std::to_string(::getpid());
    std::error_code code;
    fs::path path = folder / (stem + std::string(ending));
    for (int i = 2; fs::exists(path, code); ++i)
        path = folder / (stem + "-" + std::to_string(i) + std::string(ending));
    return path;
}

Result<SessionFile> read(const fs::path& path) {
    const auto bytes = io::read_json_file(path);
    if (!bytes) return bytes.error();
    return io::read_session(*bytes, path.string(), path.parent_path());
}

// "2026-11-22 03:15", of this machine's clock.
std::string time_of(const fs::path& path) {
    std::error_code code;
    const auto written = fs::last_write_time(path, code);
    if (code) return "unknown";
    const auto ago = fs::file_time_type::clock::now() - written;
    const std::time_t time = std::chrono::system_clock::to_time_t(
        std::chrono::system_clock::now() - std::chrono::duration_cast<std::chrono::system_clock::duration>(ago));
    std::array<char, 32> text{};
    std::tm local{};
    if (!::localtime_r(&time, &local)) return "unknown";
    return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M", &local)};
}

}  // namespace

// What a person would miss.
struct Autosave::Work {
    const Origin& origin;
    std::uint64_t content = 0;
    const Document* left = nullptr;  // by undo only; nullptr: it is on the screen

    Order order(const AppState& state) const {
        Order order{left ? SessionFile{.document = *left} : session_file_of(state), content};
        if (origin.is_session) order.session.copy_of = origin.file;
        return order;
    }
};

std::optional<Autosave::Work> Autosave::work_of(const AppState& state) {
    if (has_unsaved_work(state)) return Work{state.origin, state.history.content()};
    if (const auto left = state.history.left_work()) return Work{*left->origin, left->content, left->document};
    return std::nullopt;
}

Result<Done> Autosave::write(const Order& order, const Progress& progress) {
    if (!make_state_folder()) return Error{"the folder for it cannot be made"};
    return io::write_session(own_autosave(), order.session, true, progress);
}

std::optional<Tell> Autosave::follow(const AppState& state, Clock::time_point now) {
    if (auto told = take()) return told;
    if (task_.order()) return std::nullopt;
    const auto work = work_of(state);
    if (!work && kept_content_ != 0) remove();
    if (!work || work->content == kept_content_ || now < next_) return std::nullopt;
    Order order = work->order(state);
    const JobMode mode = mode_of_saving(order.session, small);
    started_ = now;
    task_.start(std::move(order), {}, write, mode);
    return take();
}

std::optional<Tell> Autosave::take() {
    const auto done = task_.take();
    if (!done) return std::nullopt;
    next_ = Clock::now() + std::max<Clock::duration>(shortest_interval, 20 * (Clock::now() - started_));
    if (done->result.ok()) kept_content_ = done->order->content;
    // No news every ten seconds.
    if (done->result.ok() || std::exchange(has_told_, true)) return std::nullopt;
    return Tell{"unsaved work cannot be kept in case of a crash: " + done->result.error().message, true};
}

Result<Done> keep_beside_autosave(const AppState& state) {
    if (!has_unsaved_work(state) && !state.history.left_work()) return Done{};
    SessionFile session = session_file_of(state);
    if (state.origin.is_session) session.copy_of = state.origin.file;
    if (!make_state_folder()) return Error{"the folder for it cannot be made"};
    return io::write_session(free_autosave(), session, false);
}

Result<Done> Autosave::keep_now(const AppState& state) {
    const auto work = work_of(state);
    if (!work) {
        remove();
        return Done{};
    }
    static_cast<void>(take());
    if (work->content == kept_content_) return Done{};
    task_.forget_and_wait();
    auto done = write(work->order(state), {});
    if (done) kept_content_ = work->content;
    return done;
}

void Autosave::remove() {
    task_.forget_and_wait();
    if (!own_autosave().empty()) io::remove_session(own_autosave());
    kept_content_ = 0;
}

fs::path own_autosave() {
    static const fs::path path = free_autosave();
    return path;
}

std::vector<fs::path> left_autosaves() {
    struct Found {
        fs::path path;
        fs::file_time_type time;
    };
    std::vector<Found> found;
    std::error_code code;
    for (fs::directory_iterator it(state_folder(), code), end; !code && it != end; it.increment(code)) {
        const int pid = process_of(it->path().filename().string());
        std::error_code ignored;
        if (pid == 0 || is_running(pid) || it->path() == own_autosave()) continue;
        found.push_back({it->path(), it->last_write_time(ignored)});
    }
    std::ranges::sort(found, [](const Found& a, const Found& b) { return a.time > b.time; });
    std::vector<fs::path> paths;
    for (const Found& file : found) paths.push_back(file.path);
    return paths;
}

std::vector<Command> offer_autosave() {
    for (const fs::path& path : left_autosaves()) {
        const auto session = read(path);
        if (!session) continue;  // of another version perhaps: left alone
        std::string about = session->document.title + ", " + time_of(path);
        if (!session->copy_of.empty()) about += ", changes of " + session->copy_of;
        return {Ask{Question{.kind = QuestionKind::Recover, .path = path.string(), .about = about}}};
    }
    return {};
}

std::vector<Command> recover_autosave(const std::string& path) {
    const auto session = read(path);
    if (!session) return {Tell{session.error().message, true}};
    const FileStamp copied = io::stamp_of(session->copy_of), kept = io::stamp_of(path);
    // Kept under this program's name before the old one goes.
    if (make_state_folder() && io::write_session(own_autosave(), *session, true)) io::remove_session(path);
    // Who wrote the file later than this was kept is not written over without a question.
    return {OpenSession{.session = *session,
                        .file = session->copy_of,
                        .is_work = true,
                        .stamp = copied.modified_ns <= kept.modified_ns ? copied : FileStamp{}},
            Tell{"recovered; it is not saved yet", false}};
}

std::vector<Command> discard_autosave(const std::string& path) {
    if (fs::path(path).parent_path() == state_folder()) io::remove_session(path);
    return offer_autosave();
}

}  // namespace poolwalk
