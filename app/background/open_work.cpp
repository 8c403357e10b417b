#include "app/background/open_work.h"

#include <filesystem>

#include "core/io/session/session_write.h"

namespace poolwalk {

Result<Command> claim_in(Result<io::Loaded> loaded, const std::string& title) {
    if (!loaded) return loaded.error();
    return Command(SetClaim{title, std::move(loaded).value().tensor});
}

const std::string* file_asked_for(const Request& request) {
    const auto* open = std::get_if<OpenFile>(&request);
    const auto* claim = std::get_if<OpenClaim>(&request);
    const std::string* path = open ? &open->path : claim ? &claim->path : nullptr;
    std::error_code error;
    return path && !std::filesystem::is_directory(*path, error) ? path : nullptr;
}

Result<Command> read_asked_for(const Request& request, const Progress& progress) {
    if (const auto* claim = std::get_if<OpenClaim>(&request))
        return claim_in(io::read_array_file(claim->path, progress),
                        std::filesystem::path(claim->path).filename().string());
    return io::command_to_open(std::get<OpenFile>(request).path, progress);
}

bool OpenWork::start(const Request& request) {
    const std::string* path = file_asked_for(request);
    if (!path || io::bytes_to_read(*path) < at_once_bytes) return false;
    task_.start(request, {.name = *path, .doing = "Opening"}, read_asked_for);
    return true;
}

std::optional<OpenWork::Read> OpenWork::take() {
    auto done = task_.take();
    if (!done) return std::nullopt;
    return Read{*done->order, std::move(done->result)};
}

}  // namespace poolwalk
