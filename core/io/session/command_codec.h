// Commands as JSON and back: {"do": "seek", "done": 4}. Lessons are made of them. Every command has one
// row in the table of command_codec.cpp; what makes no sense in a file has a row that says so.
#pragma once

#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string_view>

#include "core/doc/update/command.h"
#include "core/io/json/json_field.h"

namespace poolwalk::io {

struct CommandRow {
    std::size_t kind = 0;   // kind_of the command
    std::string_view name;  // "seek"; "" if it is not for files
    std::string_view help;  // one line for a person who writes a lesson; or why it is not for files
    std::function<nlohmann::ordered_json(const Command&)> write;
    std::function<Command(const JsonField&)> read;
};

// In the order in which a person would look for them.
std::span<const CommandRow> command_rows();
const CommandRow& row_of(const Command& command);

// The command must be one for files.
nlohmann::ordered_json json_of(const Command& command);
// Leaves an error with the field if it is none, and then returns any command.
Command read_command(const JsonField& field);

}  // namespace poolwalk::io
