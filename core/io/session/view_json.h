// View, playback and the score of Predict as JSON and back, and their pieces, of which commands are made too
// (command_codec.h). A field more of theirs is a line in each direction. A reader leaves an error with its field and
// returns a default.
#pragma once

#include <nlohmann/json.hpp>
#include <span>

#include "core/doc/session_file.h"
#include "core/io/json/json_field.h"
#include "core/io/json/problem_json.h"
#include "core/scene/colormap.h"

namespace poolwalk::io {

nlohmann::ordered_json json_of(const CellRef& cell);
nlohmann::ordered_json json_of(const NetworkCell& cell);
nlohmann::ordered_json json_of(const CheckSettings& check);
nlohmann::ordered_json json_of(const Camera& camera);
nlohmann::ordered_json json_of(const View& view);
nlohmann::ordered_json json_of(const Playback& play);
nlohmann::ordered_json json_of(const Quiz& quiz);  // its score

GridId read_grid(const JsonField& field);
CellRef read_cell(const JsonField& field);
NetworkCell read_network_cell(const JsonField& field);
CheckSettings read_check(const JsonField& field);
Camera read_camera(const JsonField& field);
// Absent fields are as in a fresh window. Whether they fit the document is for the session to say.
View read_view(const JsonField& field);
Playback read_playback(const JsonField& field);
Quiz read_quiz(const JsonField& field);

// A colour map by its name; `row` is its place in the table.
std::string_view colormap_name(std::uint8_t row);
std::uint8_t read_colormap(const JsonField& field);

// An enumerator by its name in a table of choices.
template <class Value>
std::string_view choice_name(std::span<const Choice<Value>> table, Value value) {
    for (const auto& choice : table)
        if (choice.value == value) return choice.name;
    return table.front().name;
}

}  // namespace poolwalk::io
