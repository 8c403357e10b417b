#include "core/io/session/view_json.h"

#include "core/io/json/json_write.h"

namespace poolwalk::io {
namespace {

using Json = nlohmann::ordered_json;

template <class Value>
void read_choice(const JsonField& field, std::span<const Choice<Value>> table, Value& into) {
    if (field.present()) into = read_row(field, table).value;
}

double within(const JsonField& field, double low, double high) {
    const double value = field.number();
    if (!(value >= low && value <= high))
        field.fail_expecting("a number from " + json_number(low) + " to " + json_number(high));
    return value;
}

}  // namespace

Json json_of(const CellRef& cell) {
    return {{"grid", symbol_of(cell.grid)}, {"plane", cell.plane}, {"cell", json_of(cell.cell)}};
}

Json json_of(const NetworkCell& cell) { return {{"array", row(cell.array).name}, {"cell", json_of(cell.cell)}}; }

Json json_of(const CheckSettings& check) {
    Json json{{"h", check.h}, {"arithmetic", name_of(check.arithmetic)}};
    if (check.rtol) json["rtol"] = *check.rtol;
    return json;
}

Json json_of(const Camera& camera) { return {{"zoom", camera.zoom}, {"center", {camera.h, camera.w}}}; }

Json json_of(const View& view) {
    Json json{{"workspace", choice_name(workspaces(), view.workspace)},
              {"reference", json_of(view.reference)},
              {"check", json_of(view.check)},
              {"plane", view.plane}};
    if (view.pinned) json["pinned"] = json_of(*view.pinned);
    if (view.pinned && view.selected_to) json["selected_to"] = json_of(*view.selected_to);
    if (view.network_pinned) json["network_pinned"] = json_of(*view.network_pinned);
    json["theme"] = choice_name(themes(), view.theme);
    json["colormap"] = colormap_name(view.colormap);
    json["mask"] = choice_name(masks(), view.mask);
    json["y_shows"] = choice_name(y_choices(), view.y_shows);
    for (const GridId grid : all_grids)
        if (view.is_grid_hidden(grid)) json["veiled"].push_back(symbol_of(grid));
    json["camera"] = json_of(view.camera);
    return json;
}

Json json_of(const Playback& play) {
    return {{"done", play.done},
            {"columns_done", play.columns_done},
            {"network_done", play.network_done},
            {"speed", play.speed_steps_per_s},
            {"step_by", choice_name(step_choices(), play.by)},
            {"network_by", choice_name(network_strides(), play.network_by)},
            {"forward_only", play.forward_only}};
}

Json json_of(const Quiz& quiz) {
    return {{"answered", quiz.answered}, {"right", quiz.right}, {"in_a_row", quiz.streak}};
}

GridId read_grid(const JsonField& field) {
    for (const GridId grid : all_grids)
        if (field.is_text() && field.text() == symbol_of(grid)) return grid;
    field.fail_expecting("one of X, Y, dX, dY");
    return GridId::Input;
}

CellRef read_cell(const JsonField& field) {
    field.expect_keys({"grid", "plane", "cell"});
    const JsonField plane = field["plane"];
    return {read_grid(field["grid"]), plane.present() ? plane.integer(0) : 0, read_place(field["cell"])};
}

NetworkCell read_network_cell(const JsonField& field) {
    field.expect_keys({"do", "array", "cell"});
    return {read_row(field["array"], network_arrays()).array, read_place(field["cell"])};
}

CheckSettings read_check(const JsonField& field) {
    field.expect_keys({"h", "arithmetic", "rtol"});
    CheckSettings check;
    if (field["h"].present()) check.h = within(field["h"], 1e-12, 1e3);
    if (field["arithmetic"].present()) check.arithmetic = read_dtype(field["arithmetic"]);
    if (field["rtol"].present()) check.rtol = within(field["rtol"], 0, 1);
    return check;
}

Camera read_camera(const JsonField& field) {
    field.expect_keys({"zoom", "center"});
    Camera camera;
    if (field["zoom"].present()) camera.zoom = within(field["zoom"], 1, max_zoom);
    const JsonField center = field["center"];
    if (!center.present()) return camera;
    if (!center.is_array() || center.size() != 2) center.fail_expecting("two numbers from 0 to 1");
    if (!center.document_ok()) return camera;
    camera.h = within(center.at(0), 0, 1);
    camera.w = within(center.at(1), 0, 1);
    return camera;
}

std::string_view colormap_name(std::uint8_t row) {
    const auto maps = scene::colormaps();
    return maps[row < maps.size() ? row : 0].name;
}

std::uint8_t read_colormap(const JsonField& field) {
    return static_cast<std::uint8_t>(&read_row(field, scene::colormaps()) - scene::colormaps().data());
}

View read_view(const JsonField& field) {
    field.expect_keys({"workspace", "reference", "check", "plane", "pinned", "selected_to", "network_pinned", "theme",
                       "colormap", "mask", "y_shows", "veiled", "camera"});
    View view;
    read_choice(field["workspace"], workspaces(), view.workspace);
    if (field["reference"].present()) view.reference = read_strict_rules(field["reference"]);
    if (field["check"].present()) view.check = read_check(field["check"]);
    if (field["plane"].present()) view.plane = field["plane"].integer(0);
    if (field["pinned"].present()) view.pinned = read_cell(field["pinned"]);
    if (field["selected_to"].present()) view.selected_to = read_place(field["selected_to"]);
    if (field["network_pinned"].present()) view.network_pinned = read_network_cell(field["network_pinned"]);
    read_choice(field["theme"], themes(), view.theme);
    if (field["colormap"].present()) view.colormap = read_colormap(field["colormap"]);
    read_choice(field["mask"], masks(), view.mask);
    read_choice(field["y_shows"], y_choices(), view.y_shows);
    const JsonField hidden = field["veiled"];
    if (hidden.present() && !hidden.is_array()) hidden.fail_expecting("an array of grids");
    for (std::size_t i = 0; hidden.is_array() && i < hidden.size(); ++i)
        view.hidden_grids |= static_cast<std::uint8_t>(1u << static_cast<unsigned>(read_grid(hidden.at(i))));
    if (field["camera"].present()) view.camera = read_camera(field["camera"]);
    return view;
}

Playback read_playback(const JsonField& field) {
    field.expect_keys({"done", "columns_done", "network_done", "speed", "step_by", "network_by", "forward_only"});
    Playback play;
    if (field["done"].present()) play.done = field["done"].integer(0);
    if (field["columns_done"].present()) play.columns_done = field["columns_done"].integer(0);
    if (field["network_done"].present()) play.network_done = field["network_done"].integer(0);
    if (field["speed"].present())
        play.speed_steps_per_s = within(field["speed"], min_speed_steps_per_s, max_speed_steps_per_s);
    read_choice(field["step_by"], step_choices(), play.by);
    read_choice(field["network_by"], network_strides(), play.network_by);
    if (field["forward_only"].present()) play.forward_only = field["forward_only"].boolean();
    return play;
}

Quiz read_quiz(const JsonField& field) {
    field.expect_keys({"answered", "right", "in_a_row"});
    Quiz quiz{.on = true, .answer = {}};
    quiz.answered = field["answered"].integer(0);
    quiz.right = field["right"].integer(0, quiz.answered);
    quiz.streak = field["in_a_row"].integer(0, quiz.right);
    return quiz;
}

}  // namespace poolwalk::io
