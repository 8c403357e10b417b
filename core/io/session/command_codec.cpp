#include "core/io/session/command_codec.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "core/io/json/json_write.h"
#include "core/io/json/network_json.h"
#include "core/io/session/command_values.h"
#include "core/io/session/view_json.h"

namespace poolwalk::io {

std::span<const Choice<RandomKind>> random_kinds() {
    static constexpr std::array<Choice<RandomKind>, 3> table{{
        {RandomKind::Distinct, "distinct", "All distinct", "a shuffle of 1 to the number of cells"},
        {RandomKind::ManyTies, "many_ties", "Many ties", "values 0 to 3"},
        {RandomKind::ReluZeros, "relu_zeros", "ReLU-like zeros", "about half the cells are 0"},
    }};
    return table;
}

namespace {

template <class C, class Value>
Member<C, Value> need(std::string_view key, Value C::*at) {
    return {key, at, true};
}
template <class C, class Value>
Member<C, Value> may(std::string_view key, Value C::*at) {
    return {key, at, false};
}

// A command whose members are read and written each by its type.
template <class C, class... Members>
CommandRow plain(std::string_view name, std::string_view help, Members... members) {
    const std::tuple<Members...> all(members...);
    CommandRow row{kind_of<C>, name, help, {}, {}};
    row.write = [all](const Command& command) {
        Json json = Json::object();
        std::apply([&](const auto&... member) { (write_member(json, *command.as<C>(), member), ...); }, all);
        return json;
    };
    row.read = [all](const JsonField& field) {
        C command;
        std::apply(
            [&](const auto&... member) {
                field.expect_keys({"do", member.key...});
                (read_member(field, command, member), ...);
            },
            all);
        return Command(std::move(command));
    };
    return row;
}

// A command that is written in its own way.
template <class C>
CommandRow own(std::string_view name, std::string_view help, Json (*write)(const C&), C (*read)(const JsonField&)) {
    return {kind_of<C>, name, help, [write](const Command& command) { return write(*command.as<C>()); },
            [read](const JsonField& field) { return Command(read(field)); }};
}

template <class C>
CommandRow not_in_files(std::string_view why) {
    return {kind_of<C>, {}, why, {}, {}};
}

Json write_geometry(const SetGeometry& c) { return json_of(c.geometry); }
SetGeometry read_set_geometry(const JsonField& field) {
    field.expect_keys({"do", "kernel", "stride", "padding", "pads", "dilation", "ceil_mode"});
    return {read_geometry(field)};
}

template <class C, Rules C::*at>
Json write_rules(const C& c) {
    return json_of(c.*at);
}
template <class C, Rules C::*at>
C read_set_rules(const JsonField& field) {
    field.expect_keys({"do", "tie_rule", "overlap_rule", "nan_rule"});
    C command;
    command.*at = read_rules(field);
    return command;
}

Json write_cells(const SetCells& c) {
    Json cells = Json::array();
    for (const CellValue& cell : c.cells)
        cells.push_back({{"plane", cell.plane}, {"cell", json_of(cell.cell)}, {"value", cell.value}});
    return {{"grid", symbol_of(c.grid)}, {"cells", cells}};
}
SetCells read_cells(const JsonField& field) {
    field.expect_keys({"do", "grid", "cells"});
    SetCells command{read_grid(field["grid"]), {}};
    const JsonField cells = field["cells"];
    if (!cells.is_array()) cells.fail_expecting("an array of {\"cell\": [row, column], \"value\": number}");
    for (std::size_t i = 0; i < cells.size() && cells.document_ok(); ++i) {
        const JsonField cell = cells.at(i);
        cell.expect_keys({"plane", "cell", "value"});
        command.cells.push_back({cell["plane"].present() ? cell["plane"].integer(0) : 0, read_place(cell["cell"]),
                                 cell["value"].number()});
    }
    return command;
}

// {"x": [[1, 2], [3, 4]], "dtype": "float32", "title": "mine"}
template <class C, AnyTensor C::*at>
Json write_array(const C& c, const char* key) {
    Json json = Json::object();
    if constexpr (requires { c.title; }) json["title"] = c.title;
    json["dtype"] = name_of(dtype_of(c.*at));
    json[key] = json_rows(c.*at);
    return json;
}
template <class C, AnyTensor C::*at>
C read_array_command(const JsonField& field, const char* key) {
    C command;
    if constexpr (requires { command.title; }) {
        field.expect_keys({"do", "title", "dtype", key});
        if (field["title"].present()) command.title = field["title"].text();
    } else {
        field.expect_keys({"do", "dtype", key});
    }
    command.*at = read_tensor(field[key], field["dtype"].present() ? read_dtype(field["dtype"]) : DType::Float64);
    return command;
}

Json write_network(const SetNetwork& c) { return network_json(c.setup); }
SetNetwork read_set_network(const JsonField& field) { return {read_strict_network(field)}; }

Json write_network_pin(const PinNetwork& c) { return c.cell ? json_of(*c.cell) : Json::object(); }
PinNetwork read_network_pin(const JsonField& field) {
    if (field["array"].present() || field["cell"].present()) return {read_network_cell(field)};
    field.expect_keys({"do"});
    return {};
}

Json write_pin(const Pin& c) { return c.cell ? json_of(*c.cell) : Json::object(); }
Pin read_pin(const JsonField& field) {
    field.expect_keys({"do", "grid", "plane", "cell"});
    if (field.size() == 1) return {};  // nothing is pinned any more
    const JsonField plane = field["plane"];
    return {CellRef{read_grid(field["grid"]), plane.present() ? plane.integer(0) : 0, read_place(field["cell"])}};
}

Json write_camera(const SetCamera& c) { return json_of(c.camera); }
SetCamera read_set_camera(const JsonField& field) {
    Camera camera;
    field.expect_keys({"do", "zoom", "center"});
    if (field["zoom"].present()) camera.zoom = field["zoom"].number();
    const JsonField center = field["center"];
    if (center.present() && !(center.is_array() && center.size() == 2))
        center.fail_expecting("two numbers from 0 to 1");
    if (center.present() && center.document_ok()) camera.h = center.at(0).number(), camera.w = center.at(1).number();
    return {camera};
}

Json write_check(const SetCheck& c) { return json_of(c.check); }
SetCheck read_set_check(const JsonField& field) {
    field.expect_keys({"do", "h", "arithmetic", "rtol"});
    CheckSettings check;
    if (field["h"].present()) check.h = field["h"].number();
    if (field["arithmetic"].present()) check.arithmetic = read_dtype(field["arithmetic"]);
    if (field["rtol"].present()) check.rtol = field["rtol"].number();
    return {check};
}

const std::vector<CommandRow>& table() {
    static const std::vector<CommandRow> rows{
        plain<Seek>("seek", "to the moment when so many steps are done", need("done", &Seek::done)),
        plain<PlayTo>("play_to", "walk on by itself until so many steps are done", need("done", &PlayTo::done)),
        plain<TogglePlay>("play", "walk on by itself to the end, or pause"),
        plain<SeekMoment>("seek_moment", "between the step after so many and the one before: t of the way, 0 to 1",
                          need("done", &SeekMoment::done), need("t", &SeekMoment::t)),
        plain<StepOn>("step", "steps on; back if negative", may("steps", &StepOn::steps)),
        plain<StepRow>("step_row", "rows of windows on; back if negative", may("rows", &StepRow::rows)),
        plain<GoFirst>("first", "before the first step"),
        plain<GoLast>("last", "after the last step"),
        plain<SetSpeed>("speed", "of the play, 0.25 to 256 steps a second",
                        need("steps_per_s", &SetSpeed::steps_per_s)),
        plain<ChangeSpeed>("change_speed", "the speed times so much", need("factor", &ChangeSpeed::factor)),
        plain<SetStepBy>("step_by", "a step is a window or a comparison", need("by", &SetStepBy::by)),
        plain<SetNetworkBy>("network_by", "a step of the Network is a layer, an image or an epoch",
                            need("by", &SetNetworkBy::by)),
        plain<SetForwardOnly>("forward_only", "stop when Y is complete", need("on", &SetForwardOnly::forward_only)),
        plain<Reset>("reset", "the walk to its start, nothing pinned, everything in view"),

        plain<OpenExample>("open_example", "one of `poolwalk list examples`", need("name", &OpenExample::name)),
        plain<OpenDocument>("open_document", "X, dY, window and rules, as a session has them",
                            need("document", &OpenDocument::document)),
        own<SetInput>(
            "set_x", "another X; dY becomes 1 everywhere",
            [](const SetInput& c) { return write_array<SetInput, &SetInput::input>(c, "x"); },
            [](const JsonField& f) { return read_array_command<SetInput, &SetInput::input>(f, "x"); }),
        own<SetGradOutput>(
            "set_dy", "another dY",
            [](const SetGradOutput& c) { return write_array<SetGradOutput, &SetGradOutput::grad_output>(c, "dy"); },
            [](const JsonField& f) {
                return read_array_command<SetGradOutput, &SetGradOutput::grad_output>(f, "dy");
            }),
        own<SetCells>("set_cells", "values into cells of X or dY", write_cells, read_cells),
        own<SetGeometry>("window", "kernel, stride (else the kernel's), padding or pads, dilation, ceil_mode",
                         write_geometry, read_set_geometry),
        own<SetRules>("rules", "tie_rule, overlap_rule and nan_rule; those left out are PyTorch's",
                      write_rules<SetRules, &SetRules::rules>, read_set_rules<SetRules, &SetRules::rules>),
        plain<SetMethod>("method", "one of `poolwalk list methods`, and its rules", need("name", &SetMethod::name)),
        plain<SetBaseline>("hold", "this document stays beside the one that is changed from now on",
                           may("on", &SetBaseline::hold)),
        plain<SwapBaseline>("swap_held", "the held document and the present one"),
        plain<CycleTieRule>("next_tie_rule", "the next one of the table"),
        plain<CycleOverlapRule>("next_overlap_rule", "the next one of the table"),
        plain<SetLayout>("layout", "X in another order of its axes, nchw or nhwc", need("name", &SetLayout::layout)),
        plain<Resize>("resize", "X to [N, C, H, W]; new cells are 0", need("shape", &Resize::shape)),
        plain<Randomize>("random_x", "distinct, many_ties or relu_zeros; a seed from 0",
                         need("kind", &Randomize::kind), may("seed", &Randomize::seed)),
        own<SetNetwork>("network", "images, seed, rate, epochs and the rest, as a session has them", write_network,
                        read_set_network),
        plain<Undo>("undo", "take back the last change of the document"),
        plain<Redo>("redo", "do again what was taken back"),

        plain<SetWorkspace>("workspace", "one of `poolwalk list views`", need("name", &SetWorkspace::workspace)),
        own<SetReference>("reference", "the rules that the Rules workspace compares with",
                          write_rules<SetReference, &SetReference::reference>,
                          read_set_rules<SetReference, &SetReference::reference>),
        own<WalkTile>("walk_tile", "these rules in the Walk workspace", write_rules<WalkTile, &WalkTile::rules>,
                      read_set_rules<WalkTile, &WalkTile::rules>),
        own<SetCheck>("check", "h of the differences, float32 or float64 as arithmetic, rtol of a claimed dX",
                      write_check, read_set_check),
        own<SetClaim>(
            "claim", "a dX to diagnose",
            [](const SetClaim& c) { return write_array<SetClaim, &SetClaim::grad_input>(c, "dx"); },
            [](const JsonField& f) { return read_array_command<SetClaim, &SetClaim::grad_input>(f, "dx"); }),
        plain<DropClaim>("drop_claim", "no dX to diagnose any more"),

        own<Pin>("pin", "a cell by grid (X, Y, dX, dY) and cell [row, column]; without them nothing is pinned",
                 write_pin, read_pin),
        plain<SelectTo>("select_to", "cells from the pinned one to this one", need("cell", &SelectTo::cell)),
        own<PinNetwork>("pin_network",
                        "a cell of the network by array and cell [row, column]; without them nothing is pinned",
                        write_network_pin, read_network_pin),
        plain<MovePin>("move_pin", "by rows and cols", may("rows", &MovePin::rows), may("cols", &MovePin::cols)),
        plain<HideGrid>("veil", "a grid (X, Y, dX, dY) that is not to be seen yet; hidden false shows it",
                        need("grid", &HideGrid::grid), may("hidden", &HideGrid::hidden)),
        plain<HideAnswers>("hide_answers", "hides Y and dX; hide false shows every grid",
                           may("hide", &HideAnswers::hide)),
        plain<SetPredict>("predict", "ask before each window which cell wins it, or where its gradient goes",
                          may("on", &SetPredict::on)),
        plain<ChoosePlane>("plane", "n * C + c", need("plane", &ChoosePlane::plane)),
        own<SetCamera>("camera", "zoom from 1, and the center of X as fractions of its sides", write_camera,
                       read_set_camera),
        plain<SetMask>("mask", "none, step, wins or ties over X", need("name", &SetMask::mask)),
        plain<NextMask>("next_mask", "the next one of the table"),
        plain<SetYShows>("y_shows", "values, window, pytorch, tensorflow or onnx", need("name", &SetYShows::shows)),
        plain<NextYShows>("next_y_shows", "the next one of the table"),
        plain<SetTheme>("theme", "dark or light", need("name", &SetTheme::theme)),
        plain<SetColormap>("colormap", "one of `poolwalk list colormaps`", need("name", &SetColormap::row)),

        not_in_files<Tick>("time passes by itself"),
        not_in_files<EndGesture>("the end of a drag"),
        not_in_files<OpenSession>("a session is a file of its own"),
        not_in_files<Hover>("where the mouse is"),
        not_in_files<SetScale>("the machine's, not the lesson's"),
        not_in_files<FitScale>("the machine's, not the lesson's"),
        not_in_files<SetReducedMotion>("the person's, not the lesson's"),
        not_in_files<FoldPanels>("the person's, not the lesson's"),
        not_in_files<ShowKeys>("pages are opened by people"),
        not_in_files<ShowWelcome>("pages are opened by people"),
        not_in_files<ShowAllSettings>("the person's, not the lesson's"),
        not_in_files<ShowAbout>("pages are opened by people"),
        not_in_files<ShowFiles>("pages are opened by people"),
        not_in_files<Tell>("what a lesson says are its sentences"),
        not_in_files<StartLesson>("a lesson does not start another"),
        not_in_files<OpenLesson>("a lesson does not start another"),
        not_in_files<LessonOn>("the person goes on"),
        not_in_files<LessonBack>("the person goes back"),
        not_in_files<AnswerLesson>("the person answers"),
        not_in_files<LeaveLesson>("the person leaves"),
        not_in_files<ReturnToLesson>("the person comes back"),
        not_in_files<OpenFile>("a file may open no other"),
        not_in_files<OpenClaim>("a file may open no other"),
        not_in_files<OpenAutosave>("a file may open no other"),
        not_in_files<DropAutosave>("a file may remove no other"),
        not_in_files<SetPresentation>("the person's, not the lesson's"),
        not_in_files<Predict>("the person answers"),
        not_in_files<ShowExport>("pages are opened by people"),
        not_in_files<SetExportLook>("the person's, not the lesson's"),
        not_in_files<WatchFile>("a file may open no other"),
        not_in_files<ReadAgain>("said by who watches"),
        not_in_files<ExportFile>("a file may write no other"),
        not_in_files<RunTraining>("the training runs by itself"),
        not_in_files<CancelExport>("the person cancels"),
        not_in_files<OpenFolder>("a file may open no other"),
        not_in_files<CancelWork>("the person cancels"),
        not_in_files<Save>("a file may write no other"),
        not_in_files<ChooseName>("pages are opened by people"),
        not_in_files<SaveAs>("a file may write no other"),
        not_in_files<Saved>("said by who saved"),
        not_in_files<Ask>("questions come from the program"),
        not_in_files<Answer>("answers come from the person"),
        not_in_files<CopyCells>("the clipboard is the person's"),
        not_in_files<CopyLink>("the clipboard is the person's"),
        not_in_files<PasteCells>("the clipboard is the person's"),
        not_in_files<PasteClaim>("the clipboard is the person's"),
        not_in_files<Quit>("the person quits"),
    };
    return rows;
}

}  // namespace

std::span<const CommandRow> command_rows() { return table(); }

const CommandRow& row_of(const Command& command) {
    const auto row = std::ranges::find(table(), command.kind(), &CommandRow::kind);
    POOLWALK_CHECK(row != table().end());
    return *row;
}

Json json_of(const Command& command) {
    const CommandRow& row = row_of(command);
    POOLWALK_CHECK(row.write != nullptr);
    Json json{{"do", row.name}};
    json.update(row.write(command));
    return json;
}

Command read_command(const JsonField& field) {
    const JsonField name = field["do"];
    if (!field.document_ok()) return EndGesture{};
    for (const CommandRow& row : table())
        if (row.read && name.is_text() && name.text() == row.name) return row.read(field);
    std::string known;
    for (const CommandRow& row : table())
        if (row.read) known.append(known.empty() ? "" : ", ").append(row.name);
    name.fail_expecting("one of " + known);
    return EndGesture{};
}

}  // namespace poolwalk::io
