#include "app/files/saving.h"

#include <string>
#include <system_error>
#include <variant>

#include "core/io/session/open_file.h"
#include "core/io/session/session_read.h"
#include "core/io/session/session_write.h"

namespace poolwalk {
namespace {

namespace fs = std::filesystem;

// Up to here a disk takes less time than a frame lasts.
constexpr std::int64_t max_cells_at_once = std::int64_t{1} << 16;

// The order, or what there is to ask or to say instead.
std::variant<SaveOrder, Command> order_of(const SaveAs& command, const AppState& state) {
    std::error_code code;
    if (command.path.empty() || fs::is_directory(command.path, code))
        return Tell{command.path + ": this is a folder, expected the name of a file", true};
    const fs::path path = io::whole_path(command.path.ends_with(".json") ? command.path : command.path + ".json");
    const bool is_own = state.origin.is_session && state.origin.file == path.string();
    if (!command.overwrite && !is_own && fs::exists(path, code))
        return Ask{Question{.kind = QuestionKind::Overwrite, .path = path.string()}};
    return SaveOrder{path, session_file_of(state), command.overwrite || is_own, state.revision};
}

}  // namespace

Result<Done> write_session(const SaveOrder& order, const Progress& progress) {
    return io::write_session(order.path, order.session, order.overwrite, progress);
}

JobMode mode_of_saving(const SessionFile& session) {
    const Document& document = session.document;
    const std::int64_t cells = shape_of(*document.input).cells() + shape_of(*document.grad_output).cells();
    return cells <= max_cells_at_once ? JobMode::Immediate : JobMode::Background;
}

std::vector<Command> SaveTask::start(const SaveAs& command, const AppState& state) {
    auto asked = order_of(command, state);
    if (const auto* instead = std::get_if<Command>(&asked)) return {*instead};
    auto& order = std::get<SaveOrder>(asked);
    const std::string name = order.path.filename().string();
    const JobMode mode = mode_of_saving(order.session);
    task_.start(std::move(order), {.name = name, .doing = "Saving"}, write_session, mode);
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
    const SaveOrder& order = *done->order;
    return {Saved{order.path.string(), order.revision}, Tell{"saved " + order.path.filename().string(), false}};
}

}  // namespace poolwalk
