#include "app/cli/progress_line.h"

#include <unistd.h>

#include <cstdio>

#include "core/io/files/file_error.h"

namespace poolwalk::cli {
ProgressLine::ProgressLine(std::string_view name)
    : name_(io::printable(name, 60)), on_terminal_(isatty(STDERR_FILENO) == 1) {}

ProgressLine::~ProgressLine() {
    if (on_terminal_ && shown_percent_ >= 0) std::fputs("\r\x1b[K", stderr);
}

Progress ProgressLine::part(double start, double end) {
    return [this, start, end](double part) {
        show(start + (end - start) * part);
        return true;
    };
}

void ProgressLine::show(double part) {
    const int percent = static_cast<int>(part * 100);
    if (!on_terminal_ || percent == shown_percent_) return;
    shown_percent_ = percent;
    std::fprintf(stderr, "\r%s: %d %%", name_.c_str(), percent);
    std::fflush(stderr);
}

}  // namespace poolwalk::cli
