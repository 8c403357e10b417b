#include "app/cli/progress_line.h"

#include <unistd.h>

#include <csignal>
#include <cstdio>

#include "core/io/files/file_error.h"

namespace poolwalk::cli {
namespace {

// A signal handler can reach nothing but a variable like this.
volatile std::sig_atomic_t stop_asked = 0;

void ask_to_stop(int) { stop_asked = 1; }

// The second Ctrl+C ends the program as ever.
void listen(void (*handler)(int)) {
    struct sigaction action {};
    action.sa_handler = handler;
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    for (const int signal : {SIGINT, SIGTERM}) sigaction(signal, &action, nullptr);
}

}  // namespace

ProgressLine::ProgressLine(std::string_view name)
    : name_(io::printable(name, 60)), on_terminal_(isatty(STDERR_FILENO) == 1) {
    listen(ask_to_stop);
}

ProgressLine::~ProgressLine() {
    listen(SIG_DFL);
    if (on_terminal_ && shown_percent_ >= 0) std::fputs("\r\x1b[K", stderr);
}

bool ProgressLine::was_stopped() { return stop_asked != 0; }

Progress ProgressLine::part(double start, double end) {
    return [this, start, end](double part) {
        show(start + (end - start) * part);
        return !was_stopped();
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
