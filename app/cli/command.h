// A command as a row: its name, what its help says, and a function that adds its options. The table
// itself is in cli.cpp; each command is one file of this folder.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string_view>

namespace poolwalk::cli {

// Runs a command whose options are read, and answers the exit code.
using Action = std::function<int()>;

struct Command {
    std::string_view name, help, example;
    Action (*add)(CLI::App& app);
};

Action add_run(CLI::App& app);
Action add_check(CLI::App& app);
Action add_diagnose(CLI::App& app);
Action add_probe(CLI::App& app);
Action add_shot(CLI::App& app);
Action add_film(CLI::App& app);
Action add_export(CLI::App& app);
Action add_list(CLI::App& app);
Action add_train(CLI::App& app);
// For the installation: the man page, and what shells complete. `--help` does not show it.
Action add_describe(CLI::App& app);
// The program without a command.
Action add_window(CLI::App& app);

}  // namespace poolwalk::cli
