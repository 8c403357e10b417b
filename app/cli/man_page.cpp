#include "app/cli/man_page.h"

namespace poolwalk::cli {
namespace {

// Signs that roff would take for its own, and quotes that it would bend.
std::string escaped(std::string_view text) {
    std::string roff;
    for (const char c : text) switch (c) {
            case '\\': roff += "\\e"; break;
            case '-': roff += "\\-"; break;
            case '`': roff += "\\(ga"; break;
            case '\'': roff += "\\(aq"; break;
            default: roff += c;
        }
    return text.starts_with('.') ? "\\&" + roff : roff;
}

std::string bold(std::string_view text) { return "\\fB" + escaped(text) + "\\fR"; }
std::string italic(std::string_view text) { return "\\fI" + escaped(text) + "\\fR"; }

std::string usage(const CommandDescription& command) {
    std::string line = bold(command.name.empty() ? "poolwalk" : "poolwalk " + command.name) + " [options]";
    for (const OptionDescription& place : command.places) line += " " + italic(place.name);
    return line;
}

std::string paragraph(const std::string& tag, const std::string& text) {
    return ".TP\n" + tag + "\n" + escaped(text) + "\n";
}

std::string options_of(const CommandDescription& command) {
    std::string text;
    for (const OptionDescription& place : command.places) text += paragraph(italic(place.name), place.help);
    for (const OptionDescription& option : command.options)
        text += paragraph(bold(option.name) + (option.value.empty() || option.value == " " ? "" : " ") +
                              (option.value == " " ? "" : italic(option.value)),
                          option.help);
    return text + ".PP\nExample: " + bold(command.example) + "\n";
}

constexpr std::string_view description =
    "Without a command a window opens: on FILE, or on what was open when it was closed. Every window of max pooling "
    "is "
    "a step, forward and then backward, that can be gone to, changed and explained. The commands do the same without "
    "a "
    "display.";

constexpr const char* ending = R"(.SH EXIT STATUS
.TP
0
Done.
.TP
1
Something differs, or was refused; the reason is one line on standard error.
.TP
2
Wrong usage.
.TP
129, 130, 143
Stopped by SIGHUP, Ctrl+C or SIGTERM; nothing unfinished is left.
.SH FILES
.TP
\fI$XDG_STATE_HOME/poolwalk\fR, or \fI~/.local/state/poolwalk\fR
How the window was left, and unsaved work in case of a crash.
)";

}  // namespace

std::string man_page(std::span<const CommandDescription> commands) {
    std::string page = ".TH POOLWALK 1 \"\" \"poolwalk " POOLWALK_VERSION
                       "\" \"User Commands\"\n"
                       ".SH NAME\npoolwalk \\- walk through max pooling, forward and backward\n.SH SYNOPSIS\n";
    for (const CommandDescription& command : commands) page += usage(command) + "\n.br\n";
    page += ".SH DESCRIPTION\n" + escaped(commands.front().help) + "\n.PP\n" + escaped(description) +
            "\n.SH OPTIONS\n" + options_of(commands.front()) + ".SH COMMANDS\n";
    for (const CommandDescription& command : commands.subspan(1))
        page += ".SS " + usage(command) + "\n" + escaped(command.help) + ".\n" + options_of(command);
    return page + ending;
}

}  // namespace poolwalk::cli
