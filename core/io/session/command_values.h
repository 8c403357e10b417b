// What the members of commands are in JSON: a pair of functions for each type, and Member, which ties a
// key to a member. Used by command_codec.cpp only.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <type_traits>

#include "core/io/json/json_field.h"
#include "core/io/json/problem_json.h"
#include "core/io/session/document_json.h"
#include "core/io/session/view_json.h"

namespace poolwalk::io {

using Json = nlohmann::ordered_json;

template <class Value>
Json value_json(const Value& value) {
    if constexpr (std::is_arithmetic_v<Value> || std::is_same_v<Value, std::string>) return value;
    else return json_of(value);
}
inline Json value_json(GridId value) { return symbol_of(value); }

inline void read_value(const JsonField& field, std::int64_t& into) { into = field.integer(); }
inline void read_value(const JsonField& field, std::uint64_t& into) {
    into = static_cast<std::uint64_t>(field.integer(0));
}
inline void read_value(const JsonField& field, double& into) { into = field.number(); }
inline void read_value(const JsonField& field, bool& into) { into = field.boolean(); }
inline void read_value(const JsonField& field, std::string& into) { into = field.text(); }
inline void read_value(const JsonField& field, Place& into) { into = read_place(field); }
inline void read_value(const JsonField& field, Shape& into) { into = read_shape(field); }
inline void read_value(const JsonField& field, GridId& into) { into = read_grid(field); }
inline void read_value(const JsonField& field, Document& into) { into = read_document(field, {}); }
inline void read_value(const JsonField& field, CheckSettings& into) { into = read_check(field); }
inline void read_value(const JsonField& field, Camera& into) { into = read_camera(field); }

inline Json value_json(Workspace value) { return choice_name(workspaces(), value); }
inline Json value_json(Theme value) { return choice_name(themes(), value); }
inline Json value_json(Mask value) { return choice_name(masks(), value); }
inline Json value_json(YShows value) { return choice_name(y_choices(), value); }
inline Json value_json(StepBy value) { return choice_name(step_choices(), value); }
inline Json value_json(NetworkBy value) { return choice_name(network_strides(), value); }
inline void read_value(const JsonField& field, NetworkBy& into) { into = read_row(field, network_strides()).value; }
inline void read_value(const JsonField& field, Workspace& into) { into = read_row(field, workspaces()).value; }
inline void read_value(const JsonField& field, Theme& into) { into = read_row(field, themes()).value; }
inline void read_value(const JsonField& field, Mask& into) { into = read_row(field, masks()).value; }
inline void read_value(const JsonField& field, YShows& into) { into = read_row(field, y_choices()).value; }
inline void read_value(const JsonField& field, StepBy& into) { into = read_row(field, step_choices()).value; }

inline Json value_json(AxisOrder value) { return value == AxisOrder::NHWC ? "nhwc" : "nchw"; }
inline void read_value(const JsonField& field, AxisOrder& into) { into = read_layout(field); }

std::span<const Choice<RandomKind>> random_kinds();
inline Json value_json(RandomKind value) { return choice_name(random_kinds(), value); }
inline void read_value(const JsonField& field, RandomKind& into) { into = read_row(field, random_kinds()).value; }

// A row number of the colour maps, by name.
inline Json value_json(std::uint8_t row) { return colormap_name(row); }
inline void read_value(const JsonField& field, std::uint8_t& into) { into = read_colormap(field); }

// A member of command C under its key; what is not `needed` may be left out.
template <class C, class Value>
struct Member {
    std::string_view key;
    Value C::*at;
    bool needed = true;
};

template <class C, class Value>
void write_member(Json& json, const C& command, const Member<C, Value>& member) {
    json[std::string(member.key)] = value_json(command.*member.at);
}

template <class C, class Value>
void read_member(const JsonField& field, C& command, const Member<C, Value>& member) {
    const JsonField value = field[member.key];
    if (member.needed || value.present()) read_value(value, command.*member.at);
}

}  // namespace poolwalk::io
