#include "app/files/saving.h"

#include <array>
#include <ctime>
#include <filesystem>
#include <system_error>

#include "app/files/state_folder.h"
#include "core/io/files/read_file.h"
#include "core/io/session/open_file.h"
#include "core/io/session/session_read.h"
#include "core/io/session/session_write.h"

namespace poolwalk::saving {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds shortest_interval{10};

// Up to here a disk takes less time than a frame lasts.
constexpr std::int64_t max_cells_at_once = std::int64_t{1} << 16;

bool is_quick(const SessionFile& session) {
    return shape_of(*session.document.input).cells() + shape_of(*session.document.grad_output).cells() <=
           max_cells_at_once;
}

fs::path whole_name(const std::string& path) {
    return io::whole_path(path.ends_with(".json") ? path : path + ".json");
}

Result<SessionFile> read(const fs::path& path) {
    const auto bytes = io::read_json_file(path);
    if (!bytes) return bytes.error();
    return io::read_session(*bytes, path.string(), path.parent_path());
}

Result<Done> write(const SaveOrder& order, const Progress& progress) {
    return io::write_session(order.path, order.session, order.overwrite, progress);
}

std::vector<Command> said_of(const SaveOrder& order, const Result<Done>& done) {
    if (!done) return {Tell{done.error().message, true}};
    return {Saved{order.path.string(), order.revision}, Tell{"saved " + order.path.filename().string(), false}};
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

std::variant<SaveOrder, Command> order_of(const SaveAs& command, const AppState& state) {
    std::error_code code;
    if (command.path.empty() || fs::is_directory(command.path, code))
        return Tell{command.path + ": this is a folder, expected the name of a file", true};
    const fs::path path = whole_name(command.path);
    const bool is_own = state.origin.is_session && state.origin.file == path.string();
    if (!command.overwrite && !is_own && fs::exists(path, code))
        return Ask{Question{.kind = QuestionKind::Overwrite, .path = path.string()}};
    return SaveOrder{path, session_file_of(state), command.overwrite || is_own, state.revision};
}

std::vector<Command> Saving::start(const SaveAs& command, const AppState& state) {
    auto asked = order_of(command, state);
    if (const auto* instead = std::get_if<Command>(&asked)) return {*instead};
    auto& order = std::get<SaveOrder>(asked);
    if (is_quick(order.session)) return said_of(order, write(order, {}));
    const std::string name = order.path.filename().string();
    task_.start(std::move(order), {.name = name, .doing = "Saving"}, write);
    return {};
}

std::vector<Command> Saving::cancel() {
    if (auto done = take(); !done.empty() || !task_.order()) return done;
    const std::string name = task_.order()->path.filename().string();
    task_.leave();
    return {Tell{name + " was not saved", true}};
}

std::vector<Command> Saving::take() {
    const auto done = task_.take();
    return done ? said_of(*done->order, done->result) : std::vector<Command>{};
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

std::vector<Command> recover(const std::string& path) {
    const auto session = read(path);
    if (!session) return {Tell{session.error().message, true}};
    // Kept under this program's name before the old one goes.
    if (make_state_folder() && io::write_session(own_autosave(), *session, true)) io::remove_session(path);
    return {OpenSession{*session, session->copy_of, true}, Tell{"recovered; it is not saved yet", false}};
}

std::vector<Command> discard(const std::string& path) {
    if (fs::path(path).parent_path() == state_folder()) io::remove_session(path);
    return offer_autosave();
}

bool Autosave::is_still_writing() {
    if (!writing_) return false;
    const auto done = writing_->job->poll();
    if (!done) return true;
    const auto written = std::move(writing_);
    end(written->revision, done->ok(), written->since);
    return false;
}

void Autosave::end(std::uint64_t revision, bool is_kept, Clock::time_point since) {
    // A disk that is full is no news every ten seconds; the person's own save will say so.
    if (is_kept) kept_revision_ = revision;
    next_ = Clock::now() + std::max<Clock::duration>(shortest_interval, 20 * (Clock::now() - since));
}

void Autosave::follow(const AppState& state, Clock::time_point now) {
    if (is_still_writing()) return;
    if (!has_unsaved_work(state)) {
        if (kept_revision_ != 0) remove();
        return;
    }
    if (state.revision == kept_revision_ || now < next_) return;
    if (!make_state_folder()) return;
    SessionFile session = session_file_of(state);
    if (state.origin.is_session) session.copy_of = state.origin.file;
    if (is_quick(session)) return end(state.revision, io::write_session(own_autosave(), session, true).ok(), now);
    writing_ = std::make_unique<Writing>(Writing{std::move(session), state.revision, now});
    const auto work = [session = writing_->session](const Progress& progress) {
        return io::write_session(own_autosave(), session, true, progress);
    };
    writing_->job = std::make_unique<Job<Done>>(work, nullptr);
}

void Autosave::remove() {
    writing_.reset();  // waits for its end
    if (!own_autosave().empty()) io::remove_session(own_autosave());
    kept_revision_ = 0;
}

}  // namespace poolwalk::saving
