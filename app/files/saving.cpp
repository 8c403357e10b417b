#include "app/files/saving.h"

#include <string>
#include <system_error>

#include "core/io/files/file_stamp.h"
#include "core/io/session/open_file.h"
#include "core/io/session/session_read.h"
#include "core/io/session/session_write.h"

namespace poolwalk {
namespace {

namespace fs = std::filesystem;

// Up to here a disk takes less time than a frame lasts.
constexpr std::int64_t max_cells_at_once = std::int64_t{1} << 16;

// Writes it, or returns what there is to ask or to say instead. On the thread that may wait for a file system.
Result<Command> save(const SaveOrder& order, const Progress& progress) {
    std::error_code code;
    if (order.typed.empty() || fs::is_directory(order.typed, code))
        return Error{order.typed + ": this is a folder, expected the name of a file"};
    const bool is_there = fs::exists(order.path, code),
               is_own = order.own && (!is_there || io::stamp_of(order.path) == *order.own);
    if (!order.overwrite && is_there && !is_own)
        return Command(Ask{Question{.kind = QuestionKind::Overwrite,
                                    .path = order.path.string(),
                                    .about = order.own ? "was changed by another program" : ""}});
    const auto written = io::write_session(order.path, order.session, order.overwrite || is_own, progress);
    if (!written) return written.error();
    return Command(Saved{order.path.string(), order.content, io::stamp_of(order.path)});
}

}  // namespace

JobMode mode_of_saving(const SessionFile& session, JobMode small) {
    const Document& document = session.document;
    const std::int64_t cells = shape_of(*document.input).cells() + shape_of(*document.grad_output).cells();
    return cells <= max_cells_at_once ? small : JobMode::Background;
}

std::vector<Command> SaveTask::start(const SaveAs& command, const AppState& state) {
    const fs::path path = io::whole_path(command.path.ends_with(".json") ? command.path : command.path + ".json");
    const bool is_own = state.origin.is_session && state.origin.file == path.string();
    SaveOrder order{path, session_file_of(state), command.overwrite, state.history.content(), command.path};
    if (is_own) order.own = state.origin.stamp;
    const std::string name = path.filename().string();
    const JobMode mode = mode_of_saving(order.session, small);
    task_.start(std::move(order), {.name = name, .doing = "Saving"}, save, mode);
    return take();
}

std::vector<Command> SaveTask::cancel() {
    if (auto done = take(); !done.empty() || !task_.order()) return done;
    const std::string name = task_.order()->path.filename().string();
    task_.forget();
    return {Tell{name + " was not saved", true}};
}

std::vector<Command> SaveTask::take() {
    const auto done = task_.take();
    if (!done) return {};
    if (!done->result) return {Tell{done->result.error().message, true}};
    if (!done->result->is<Saved>()) return {*done->result};
    return {*done->result, Tell{"saved " + done->order->path.filename().string(), false}};
}

}  // namespace poolwalk
