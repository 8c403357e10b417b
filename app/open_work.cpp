#include "app/open_work.h"

#include <filesystem>

#include "app/effects.h"
#include "core/io/session.h"

namespace poolwalk {

bool OpenWork::start(const Request& request) {
    const std::string* path = file_asked_for(request);
    if (!path || io::bytes_to_read(*path) < at_once_bytes) return false;
    errand_.start(request, {.name = *path, .doing = "Opening"}, read_asked_for);
    return true;
}

std::optional<OpenWork::Read> OpenWork::take() {
    auto done = errand_.take();
    if (!done) return std::nullopt;
    return Read{*done->order, std::move(done->result)};
}

}  // namespace poolwalk
