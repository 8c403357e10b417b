// The program's commands and options as plain data, read from the tables that `--help` is printed from: what the man
// page (man_page.h) and the completions of shells (completions.h) are made of.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace poolwalk::cli {

enum class Takes : std::uint8_t { Nothing, File, Name, Other };

struct OptionDescription {
    std::string name;   // "--kernel", or "FILE" where it is told by its place
    std::string value;  // "R[,C]"; "" where it takes nothing
    std::string help;
    Takes takes = Takes::Nothing;
    std::vector<std::string> names{};  // that can follow; of Takes::Name
};

struct CommandDescription {
    std::string name, help, example;  // name: "" of the window
    std::vector<OptionDescription> options, places;
};

// The window first. Without what `--help` does not show.
std::vector<CommandDescription> describe(const CLI::App& program);

}  // namespace poolwalk::cli
