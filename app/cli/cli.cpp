#include "app/cli/cli.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <memory>
#include <new>
#include <numeric>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "app/background/stop_signals.h"
#include "app/cli/command.h"
#include "app/cli/report.h"
#include "core/io/files/unfinished.h"
#include "core/io/session/link.h"

namespace poolwalk::cli {
namespace {

constexpr std::array<Command, 10> commands{{
    {"run", "Compute Y, argmax and dX, forward and backward", "poolwalk run x.npy --kernel 3 --stride 1 --ties split",
     add_run},
    {"check", "Run case files and say what differs", "poolwalk check tests/cases", add_check},
    {"diagnose", "Name the rules that give the dX of your own code",
     "poolwalk diagnose --x x.npy --dy dy.npy --dx mine.npy --kernel 2 --stride 1", add_diagnose},
    {"probe", "Load files and say what they hold", "poolwalk probe x.npy photo.png --json", add_probe},
    {"shot", "Make a picture of the window, without a display",
     "poolwalk shot --example overlap --step 14 --out walk.png", add_shot},
    {"film", "Make an animation of the walk, without a display",
     "poolwalk film --example overlap --fps 2 --out walk.gif", add_film},
    {"export", "Write arrays, a drawing, a script: anything by the ending of its name",
     "poolwalk export x.npy --kernel 3 --to dx.npy walk.svg layer.py", add_export},
    {"train", "Train the small network of the Network view", "poolwalk train --seed 7839 --draw 1 --ties all",
     add_train},
    {"list", "Print a table of names, as the options take them", "poolwalk list ties", add_list},
    {"describe", "Print the man page, or what a shell completes", "poolwalk describe bash", add_describe},
}};

// Of the build, not of people.
bool is_hidden(const Command& command) { return command.add == add_describe; }

constexpr const char* about = "Poolwalk walks through max pooling, forward and backward, one window at a time.";

struct Program {
    CLI::App app{about, "poolwalk"};
    Action open_window;
    std::vector<Action> actions;  // one a command

    Program();
    int run(int argc, char** argv);

private:
    // The command that was given, or null.
    CLI::App* chosen() const;
    int act() const;
    // A single word that is no file was meant to be a command.
    bool is_mistyped() const;
    std::string unknown_command() const;
};

void dress(CLI::App& app, std::string_view example) {
    app.set_help_flag("-h,--help", "Print this help");
    app.get_formatter()->column_width(28);
    app.get_formatter()->label("SUBCOMMAND", "COMMAND");
    app.get_formatter()->label("OPTIONS", "options");
    app.footer("Example:\n  " + std::string(example));
}

Program::Program() {
    dress(app, "poolwalk x.npy --theme light");
    app.set_version_flag("--version", "poolwalk " POOLWALK_VERSION, "Print the version");
    open_window = add_window(app);
    app.require_subcommand(0, 1);
    for (const Command& command : commands) {
        CLI::App* sub = app.add_subcommand(std::string(command.name), std::string(command.help));
        sub->group(is_hidden(command) ? "" : "Commands (poolwalk COMMAND --help says more)");
        dress(*sub, command.example);
        actions.push_back(command.add(*sub));
    }
}

CLI::App* Program::chosen() const {
    const auto given = app.get_subcommands();
    return given.empty() ? nullptr : given.front();
}

bool Program::is_mistyped() const {
    const CLI::Option* file = app.get_option("FILE");
    if (file->count() == 0) return false;
    const std::string word = file->results().front();
    std::error_code code;
    return word.find_first_of("./") == word.npos && !io::is_link(word) &&
           !std::filesystem::exists(std::filesystem::symlink_status(word, code));
}

std::string Program::unknown_command() const {
    std::string known;
    for (const Command& command : commands)
        if (!is_hidden(command)) known.append(known.empty() ? "" : ", ").append(command.name);
    return app.get_option("FILE")->results().front() + ": there is no such file, and no such command; expected " +
           known;
}

// No command is asked to stop, so that each stops at once whatever it is about.
void end_at(const StopSignal& signal) {
    io::remove_unfinished();
    say_stopped(signal.name);
    std::_Exit(signal.exit_code);
}

int Program::act() const {
    const CLI::App* command = chosen();
    if (command == nullptr) return is_mistyped() ? misused(unknown_command()) : open_window();
    for (const CLI::Option* option : app.get_options())
        if (option->count() > 0)
            return misused(option->get_name() + " comes before " + command->get_name() +
                           "; expected the command first, and its options after it");
    for (std::size_t i = 0; i < commands.size(); ++i)
        if (commands[i].name == command->get_name()) {
            const StopSignals signals(end_at);
            return actions[i]();
        }
    return exit_usage;
}

// How many letters are to be changed, added or left out to make one word of the other.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i + 1);
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t changed = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({changed, row[j] + 1, diagonal + 1});
        }
    }
    return row.back();
}

// "--kernal: no such option; --kernel is one", or a file whose name looks like an option.
std::string unknown_word(const CLI::App& command) {
    const std::vector<std::string> words = command.remaining(true);
    const auto option = std::ranges::find_if(words, [](const std::string& word) { return word.starts_with('-'); });
    if (option == words.end()) return words.front() + ": one word too many";
    const std::string name = option->substr(0, option->find('='));
    std::error_code code;
    if (std::filesystem::exists(*option, code)) return name + ": no such option; the file is ./" + name;
    constexpr std::size_t max_distance = 2;
    for (std::size_t near = 1; near <= max_distance; ++near)
        for (const CLI::Option* known : command.get_options())
            for (const std::string& other : known->get_lnames())
                if (distance(name, "--" + other) == near) return name + ": no such option; --" + other + " is one";
    return name + ": no such option";
}

// CLI11's sentences in the words of ours.
std::string sentence_of(const CLI::Error& error, const CLI::App& command) {
    std::string text = error.what();
    const std::size_t colon = text.find(": ");
    const std::string head = text.substr(0, colon);
    if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr)
        return head + (text.ends_with("missing") ? ": expected a value after it" : ": given twice, expected once");
    // The value of an option that there is not may have been taken for a file, which is then one too many.
    if (!command.remaining(true).empty()) return unknown_word(command);
    if (dynamic_cast<const CLI::ExcludesError*>(&error) == nullptr) return text;
    const std::size_t verb = text.find(" excludes ");
    return text.substr(0, verb) + " and " + text.substr(verb + 10) + " cannot both be given";
}

int Program::run(int argc, char** argv) {
    try {
        app.parse(argc, argv);
        return act();
    } catch (const CLI::CallForHelp&) {
        const CLI::App* command = chosen();
        print(command ? command->help("poolwalk") : app.help());
        return exit_done;
    } catch (const CLI::CallForVersion& version) {
        print(std::string(version.what()) + "\n");
        return exit_done;
    } catch (const CLI::Error& error) {
        const CLI::App* command = chosen();
        const std::string name = command ? command->get_name() + ": " : "";
        const std::string ask = command ? "poolwalk " + command->get_name() + " --help" : "poolwalk --help";
        return misused(name + sentence_of(error, command ? *command : app) + " (" + ask + " says more)");
    }
}

}  // namespace

int run(int argc, char** argv) {
    int code = exit_refused;
    try {
        code = Program().run(argc, argv);
    } catch (const std::bad_alloc&) {
        code = refused("there is not enough memory for this");
    } catch (const std::exception& error) {
        code = refused(error.what());
    }
    if (all_is_printed()) return code;
    return refused("standard output cannot be written to its end");
}

}  // namespace poolwalk::cli
