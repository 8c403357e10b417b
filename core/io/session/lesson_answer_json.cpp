#include "core/io/session/lesson_answer_json.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>

#include "core/io/json/json_write.h"
#include "core/io/json/problem_json.h"
#include "core/io/session/view_json.h"

namespace poolwalk::io {
namespace {

using Json = nlohmann::ordered_json;

struct AskedCellRow {
    AskedCell value;
    std::string_view name;
};
constexpr std::array asked_cells{AskedCellRow{AskedCell::Maximum, "maximum"},
                                 AskedCellRow{AskedCell::Receives, "receives"}, AskedCellRow{AskedCell::Any, "any"}};

CellRef read_cell_of(const JsonField& field, GridId grid) {
    const JsonField plane = field["plane"];
    return {grid, plane.present() ? plane.integer(0) : 0, read_place(field["cell"])};
}

LessonReply read_option(const JsonField& field, const std::vector<std::string>& options) {
    const std::string text = field.text();
    const auto found = std::ranges::find(options, text);
    if (found == options.end()) field.fail("none of the options says this");
    return ChosenOption{static_cast<std::size_t>(found - options.begin())};
}

void read_right_cells(const JsonField& field, LessonAnswer& answer) {
    field.expect_keys({"grid", "plane", "cell", "cells", "is", "hints", "hint"});
    const GridId grid = read_grid(field["grid"]);
    const std::int64_t plane = field["plane"].present() ? field["plane"].integer(0) : 0;
    const JsonField cells = field["cells"];
    if (field["cell"].present() == cells.present())
        field.fail("expected either \"cell\": [row, column] or \"cells\": an array of them");
    if (!cells.present()) answer.right.push_back(CellRef{grid, plane, read_place(field["cell"])});
    if (cells.present() && (!cells.is_array() || cells.size() == 0)) cells.fail_expecting("an array of cells");
    for (std::size_t i = 0; cells.is_array() && i < cells.size() && cells.document_ok(); ++i)
        answer.right.push_back(CellRef{grid, plane, read_place(cells.at(i))});
    if (field["is"].present()) answer.is = read_row(field["is"], std::span<const AskedCellRow>(asked_cells)).value;
}

void read_right_option(const JsonField& field, LessonAnswer& answer) {
    field.expect_keys({"choice", "options", "hints", "hint"});
    const JsonField options = field["options"];
    if (!options.is_array() || options.size() < 2 || options.size() > max_options)
        return options.fail_expecting("2 to " + std::to_string(max_options) + " strings to choose from");
    answer.options = options.texts();
    for (std::size_t i = 0; i < answer.options.size(); ++i) {
        if (answer.options[i].empty()) return options.at(i).fail_expecting("some words");
        const auto before = std::span(answer.options).first(i);
        if (std::ranges::find(before, answer.options[i]) != before.end())
            return options.at(i).fail("it is there twice");
    }
    answer.right.push_back(read_option(field["choice"], answer.options));
}

void read_right_number(const JsonField& field, LessonAnswer& answer) {
    field.expect_keys({"value", "of", "hints", "hint"});
    answer.right.push_back(field["value"].number());
    const JsonField of = field["of"];
    if (!of.present()) return;
    of.expect_keys({"grid", "plane", "cell"});
    answer.of = read_cell_of(of, read_grid(of["grid"]));
}

LessonReply read_hinted(const JsonField& field, const LessonAnswer& answer) {
    const char* key = answer.cell() ? "cell" : answer.is_choice() ? "choice" : "value";
    if (answer.cell()) field.expect_keys({"plane", "cell", "hint"});
    else field.expect_keys({key, "hint"});
    if (answer.cell()) return read_cell_of(field, answer.cell()->grid);
    if (answer.is_choice()) return read_option(field[key], answer.options);
    return field[key].number();
}

void read_hints(const JsonField& field, LessonAnswer& answer) {
    if (field["hint"].present()) answer.hint = field["hint"].text();
    const JsonField hints = field["hints"];
    if (!hints.present()) return;
    if (!hints.is_array() || hints.size() > max_hints)
        return hints.fail_expecting("an array of at most " + std::to_string(max_hints) + " hints");
    for (std::size_t i = 0; i < hints.size() && hints.document_ok(); ++i) {
        LessonHint hint{read_hinted(hints.at(i), answer), hints.at(i)["hint"].text()};
        if (hint.sentence.empty()) hints.at(i)["hint"].fail_expecting("a sentence");
        if (is_right(answer, hint.reply)) hints.at(i).fail("this is the right answer, a hint is for a wrong one");
        answer.hints.push_back(std::move(hint));
    }
}

const char* key_of(const LessonReply& reply) {
    constexpr std::array keys{"cell", "choice", "value"};
    return keys[reply.index()];
}

Json reply_json(const LessonReply& reply, const LessonAnswer& answer) {
    if (const auto* cell = std::get_if<CellRef>(&reply)) return json_of(cell->cell);
    if (const auto* option = std::get_if<ChosenOption>(&reply)) return answer.options[option->row];
    return std::get<double>(reply);
}

}  // namespace

LessonAnswer read_lesson_answer(const JsonField& field) {
    LessonAnswer answer;
    if (!field.is_object())
        field.fail_expecting("an object like {\"value\": 6}, or with grid and cell, or with options and choice");
    else if (field["value"].present()) read_right_number(field, answer);
    else if (field["options"].present() || field["choice"].present()) read_right_option(field, answer);
    else read_right_cells(field, answer);
    if (field.document_ok()) read_hints(field, answer);
    return answer;
}

Json json_of(const LessonAnswer& answer) {
    Json json = Json::object();
    if (const CellRef* cell = answer.cell()) {
        json["grid"] = symbol_of(cell->grid);
        json["plane"] = cell->plane;
        for (const LessonReply& right : answer.right) json["cells"].push_back(reply_json(right, answer));
    } else {
        json[key_of(answer.right.front())] = reply_json(answer.right.front(), answer);
    }
    if (answer.is_choice()) json["options"] = answer.options;
    if (answer.of) json["of"] = json_of(*answer.of);
    for (const AskedCellRow& row : asked_cells)
        if (answer.is == row.value) json["is"] = row.name;
    for (const LessonHint& hint : answer.hints) {
        Json one{{key_of(hint.reply), reply_json(hint.reply, answer)}, {"hint", hint.sentence}};
        if (const auto* cell = std::get_if<CellRef>(&hint.reply)) one["plane"] = cell->plane;
        json["hints"].push_back(std::move(one));
    }
    if (!answer.hint.empty()) json["hint"] = answer.hint;
    return json;
}

}  // namespace poolwalk::io
