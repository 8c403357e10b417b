#include "core/io/export/page_file.h"

#include <cstdlib>
#include <system_error>

#include "core/io/session/link.h"

namespace poolwalk::io {

namespace fs = std::filesystem;

fs::path find_page() {
    std::error_code code;
    if (const char* named = std::getenv("POOLWALK_PAGE"); named && *named) return named;
    const fs::path folder = fs::read_symlink("/proc/self/exe", code).parent_path();
    for (const char* place : {"../build-web/poolwalk.html", "../share/poolwalk/poolwalk.html"})
        if (fs::exists(folder / place, code)) return (folder / place).lexically_normal();
    return {};
}

Result<std::string> page_with(std::string_view page, const SessionFile& session) {
    constexpr std::string_view none = R"(poolwalkLink = "")";
    const std::size_t at = page.find(none);
    if (at == page.npos) return Error{"this is not the page that app/web/build makes"};
    const auto link = link_of(session);
    if (!link) return link.error();
    std::string text(page.substr(0, at + none.size() - 1));
    text.append(*link).append(page.substr(at + none.size() - 1));
    return text;
}

}  // namespace poolwalk::io
