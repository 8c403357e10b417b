#include "app/background/open_task.h"

#include <filesystem>
#include <system_error>

#include "core/io/session/link.h"
#include "core/io/session/open_file.h"
#include "core/io/session/session_read.h"
#include "core/io/session/session_write.h"

namespace poolwalk {
namespace {

Result<Command> read(const OpenOrder& order, const Progress& progress) {
    std::error_code code;
    if (std::filesystem::is_directory(order.path, code)) return Command(ShowFiles{true, order.path, order.purpose});
    if (order.purpose == FilesFor::Claim)
        return claim_command(io::read_array_file(order.path, progress, "dx"),
                             std::filesystem::path(order.path).filename().string(), io::whole_path(order.path));
    return io::command_to_open(order.path, progress);
}

}  // namespace

Result<Command> claim_command(Result<io::Loaded> loaded, const std::string& title, const std::string& file) {
    if (!loaded) return loaded.error();
    return Command(SetClaim{title, std::move(loaded).value().tensor, file});
}

void OpenTask::start(OpenOrder order) {
    JobMode mode = small;
    if (small == JobMode::Immediate && io::bytes_to_read(order.path) >= at_once_bytes) mode = JobMode::Background;
    const std::string name = io::is_link(order.path) ? "a link" : order.path;
    task_.start(std::move(order), {.name = name, .doing = "Opening"}, read, mode);
}

void OpenTask::start(const std::string& name, Read read) {
    task_.start({.path = name}, {.name = name, .doing = "Opening"},
                [read = std::move(read)](const OpenOrder&, const Progress& progress) { return read(progress); });
}

}  // namespace poolwalk
