#include "core/io/arrays/text_prompts.h"

#include <algorithm>
#include <vector>

namespace poolwalk::io {
namespace {

// The length of a prompt at the start of a line: of Python, IPython, MATLAB, Octave, R and Julia.
std::size_t prompt_length(std::string_view line, bool goes_on) {
    const std::size_t start = std::min(line.find_first_not_of(" \t"), line.size());
    line.remove_prefix(start);
    for (const std::string_view prompt : {">>>", ">>", "> ", "julia>", "..."}) {
        if (prompt == "..." && !goes_on) continue;
        if (line.starts_with(prompt) || line == prompt.substr(0, prompt.find(' '))) {
            const bool is_numbered_next = prompt == "..." && line.starts_with("...:");
            return start + prompt.size() + (is_numbered_next ? 1 : 0);
        }
    }
    for (const std::string_view name : {"In [", "octave:"}) {
        if (!line.starts_with(name)) continue;
        const std::size_t end = line.find_first_not_of("0123456789", name.size());
        const std::string_view rest = line.substr(std::min(end, line.size()));
        for (const std::string_view mark : {"]:", ">"})
            if (rest.starts_with(mark)) return start + (line.size() - rest.size()) + mark.size();
    }
    return 0;
}

}  // namespace

std::optional<std::string> without_prompts(std::string_view bytes) {
    if (bytes.find('>') == bytes.npos && bytes.find("In [") == bytes.npos) return std::nullopt;
    struct Line {
        std::size_t start, end, prompt;
    };
    std::vector<Line> lines;
    bool has_output = false, goes_on = false;
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        const std::size_t end = std::min(bytes.find_first_of("\r\n", at), bytes.size());
        const std::string_view line = bytes.substr(at, end - at);
        const std::size_t prompt = prompt_length(line, goes_on);
        goes_on = prompt > 0;
        if (prompt > 0) lines.push_back({at, end, prompt});
        else has_output |= line.find_first_of("0123456789") != line.npos;
        at = end;
    }
    if (lines.empty()) return std::nullopt;
    std::string text(bytes);
    for (const Line& line : lines) {
        const auto start = text.begin() + static_cast<std::ptrdiff_t>(line.start);
        std::fill(start, start + static_cast<std::ptrdiff_t>(has_output ? line.end - line.start : line.prompt), ' ');
    }
    return text;
}

}  // namespace poolwalk::io
