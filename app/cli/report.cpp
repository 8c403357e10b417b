#include "app/cli/report.h"

#include <cstdio>
#include <string>

#include <unistd.h>

#include "core/io/files/file_error.h"

namespace poolwalk::cli {
namespace {

constexpr std::size_t longest_sentence = 8000;

// File names and arguments may hold line ends and worse; a message stays one line.
void say(std::string_view head, std::string_view sentence) {
    while (!sentence.empty() && sentence.back() == '.') sentence.remove_suffix(1);
    const std::string line = std::string(head) + ": " + io::printable(sentence, longest_sentence) + "\n";
    std::fflush(stdout);
    std::fwrite(line.data(), 1, line.size(), stderr);
}

}  // namespace

void print(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stdout); }

void note(std::string_view sentence) { say("note", sentence); }

int refused(std::string_view sentence) {
    say("poolwalk", sentence);
    return exit_refused;
}

int misused(std::string_view sentence) {
    say("poolwalk", sentence);
    return exit_usage;
}

void say_stopped(std::string_view by) {
    const std::string_view clear_line = isatty(STDERR_FILENO) == 1 ? "\r\x1b[K" : "";
    const std::string line =
        std::string(clear_line) + "poolwalk: stopped by " + std::string(by) + "; nothing unfinished is left\n";
    static_cast<void>(::write(STDERR_FILENO, line.data(), line.size()) == 0);
}

bool all_is_printed() {
    const bool flushed = std::fflush(stdout) == 0;
    return flushed && std::ferror(stdout) == 0;
}

}  // namespace poolwalk::cli
