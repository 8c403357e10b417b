#include "core/doc/update.h"

#include <algorithm>
#include <cmath>

namespace poolwalk {
namespace {

template <class Row>
std::size_t next_row(std::span<const Row> table, std::size_t row) {
    return (row + 1) % table.size();
}

bool is_valid(const CellRef& ref, const Document& document) {
    const Shape shape = shape_of_grid(document, ref.grid);
    return ref.plane >= 0 && ref.plane < shape.planes() && inside(ref.cell, shape.h, shape.w);
}

// After the document has changed: nothing may point outside it any more.
void settle(AppState& state) {
    ++state.revision;
    state.play.playing = false;
    state.play.done = std::clamp<std::int64_t>(state.play.done, 0, step_count(plan_of(state)));
    View& view = state.view;
    view.plane = std::clamp<std::int64_t>(view.plane, 0, shape_of(*state.document.input).planes() - 1);
    view.hover.reset();
    if (view.pinned && !is_valid(*view.pinned, state.document)) view.pinned.reset();
    view.selected_to.reset();
}

void change(AppState& state, Change change, bool dragging = false) {
    carry_out(change, state.document);
    state.history.record(std::move(change), dragging);
    state.notice = {};
    settle(state);
}

void refuse(AppState& state, std::string sentence) {
    state.notice = {std::move(sentence), true};
}

void replace(AppState& state, Document document) {
    const std::string wrong = complaint(*document.input, *document.grad_output, document.geometry);
    if (!wrong.empty()) return refuse(state, wrong);
    if (dtype_of(*document.input) != dtype_of(*document.grad_output))
        document.grad_output = converted(*document.grad_output, dtype_of(*document.input));
    change(state, DocumentReplaced{state.document, std::move(document)});
}

void set_settings(AppState& state, const Geometry& geometry, const Rules& rules, bool dragging) {
    const Document& doc = state.document;
    if (geometry == doc.geometry && rules == doc.rules) return;
    const std::string wrong = refusal(validate(shape_of(*doc.input), geometry));
    if (!wrong.empty()) return refuse(state, wrong);
    const Settings before{doc.geometry, doc.rules, doc.grad_output};
    Settings after{geometry, rules, doc.grad_output};
    const Shape output = output_shape(shape_of(*doc.input), geometry);
    if (output != output_shape(doc)) {
        const Settings* start = dragging ? state.history.gesture_start() : nullptr;
        const SharedTensor& from = start ? start->grad_output : doc.grad_output;
        const bool back_at_start = start && output == output_shape(shape_of(*doc.input), start->geometry);
        after.grad_output = back_at_start ? from : SharedTensor(refitted(*from, output, dtype_of(*doc.input)));
    }
    change(state, SettingsChanged{before, after}, dragging);
}

// X may change its shape: the geometry must still fit, and dY follows.
void set_input(AppState& state, std::string title, AnyTensor input, bool keep_grad_output) {
    Document next = state.document;
    const std::string wrong = refusal(validate(shape_of(input), next.geometry));
    if (!wrong.empty()) return refuse(state, wrong);
    const Shape output = output_shape(shape_of(input), next.geometry);
    const DType dtype = dtype_of(input);
    next.grad_output = keep_grad_output ? refitted(*next.grad_output, output, dtype) : make_tensor(dtype, output, 1.0);
    next.title = std::move(title);
    next.input = std::move(input);
    replace(state, std::move(next));
}

void set_cells(AppState& state, const SetCells& command) {
    if (!is_editable(command.grid)) return refuse(state, "Y and dX are computed; edit X or dY");
    const AnyTensor& tensor = command.grid == GridId::Input ? *state.document.input : *state.document.grad_output;
    const Shape shape = shape_of(tensor);
    CellsChanged edits{command.grid, {}};
    for (const CellValue& c : command.cells)
        if (c.plane >= 0 && c.plane < shape.planes() && inside(c.cell, shape.h, shape.w))
            edits.edits.push_back({c.plane, c.cell, value_at(tensor, c.plane, c.cell.h, c.cell.w), c.value});
    const bool single = dtype_of(tensor) == DType::Float32;
    const auto is_there_already = [&](const CellEdit& e) {
        return identical(e.before, single ? static_cast<double>(static_cast<float>(e.after)) : e.after);
    };
    if (std::ranges::all_of(edits.edits, is_there_already)) return;
    const auto pinned = state.view.pinned;
    const auto selected = state.view.selected_to;
    change(state, std::move(edits), command.dragging);
    state.view.pinned = pinned;
    state.view.selected_to = selected;
}

// The view follows the walk.
void go_to(AppState& state, std::int64_t done) {
    const WalkPlan plan = plan_of(state);
    state.play.done = std::clamp<std::int64_t>(done, 0, step_count(plan));
    state.play.waited_s = 0;
    if (state.play.done > 0) state.view.plane = place_of(plan, state.play.done - 1).plane;
}

void go_by_hand(AppState& state, std::int64_t done) {
    state.play.playing = false;
    go_to(state, done);
}

void tick(AppState& state, double seconds) {
    if (!state.play.playing || !(seconds > 0)) return;
    const double step_s = 1 / state.play.speed_steps_per_s;
    const double waited = state.play.waited_s + std::min(seconds, 1.0);
    const auto steps = static_cast<std::int64_t>(waited / step_s);
    if (steps > 0) go_to(state, state.play.done + steps);
    state.play.waited_s = waited - static_cast<double>(steps) * step_s;
    if (state.play.done == step_count(plan_of(state))) state.play.playing = false;
}

void toggle_play(AppState& state) {
    if (!state.play.playing && state.play.done == step_count(plan_of(state))) go_to(state, 0);
    state.play.playing = !state.play.playing;
    state.play.waited_s = 0;
}

// The same place of the walk in another way of counting.
void set_step_by(AppState& state, StepBy by) {
    const std::int64_t windows = state.play.done / steps_per_window(plan_of(state));
    state.play.by = by;
    go_by_hand(state, windows * steps_per_window(plan_of(state)));
}

void choose_plane(AppState& state, std::int64_t plane) {
    const Shape& shape = shape_of(*state.document.input);
    plane = std::clamp<std::int64_t>(plane, 0, shape.planes() - 1);
    const WalkPlan plan = plan_of(state);
    state.play.playing = false;
    if (state.play.done > 0) {
        StepPlace place = place_of(plan, state.play.done - 1);
        place.plane = plane;
        go_to(state, index_of(plan, place) + 1);
    }
    state.view.plane = plane;
    if (state.view.pinned) state.view.pinned->plane = plane;
    if (state.view.pinned && !is_valid(*state.view.pinned, state.document)) state.view.pinned.reset();
}

void move_pin(AppState& state, std::int64_t rows, std::int64_t cols) {
    if (!state.view.pinned) return;
    CellRef next = *state.view.pinned;
    next.cell.h += std::clamp(rows, -max_side, max_side);
    next.cell.w += std::clamp(cols, -max_side, max_side);
    const Shape shape = shape_of_grid(state.document, next.grid);
    if (next.cell.w >= shape.w) next.cell = {next.cell.h + 1, 0};  // as in a spreadsheet
    if (next.cell.w < 0) next.cell = {next.cell.h - 1, shape.w - 1};
    if (next.cell.h >= shape.h && rows > 0 && cols == 0) next.cell.h = shape.h - 1;
    if (is_valid(next, state.document)) state.view.pinned = next;
    state.view.selected_to.reset();
}

void set_camera(AppState& state, Camera camera) {
    if (!std::isfinite(camera.zoom) || !std::isfinite(camera.h) || !std::isfinite(camera.w)) return;
    camera.zoom = std::clamp(camera.zoom, 1.0, max_zoom);
    camera.h = std::clamp(camera.h, 0.0, 1.0);
    camera.w = std::clamp(camera.w, 0.0, 1.0);
    if (camera.zoom == 1) camera = Camera{};
    state.view.camera = camera;
}

void pin(AppState& state, const std::optional<CellRef>& cell) {
    if (cell && !is_valid(*cell, state.document)) return;
    state.view.pinned = cell;
    state.view.selected_to.reset();
}

void select_to(AppState& state, Place cell) {
    if (!state.view.pinned) return;
    const Shape shape = shape_of_grid(state.document, state.view.pinned->grid);
    state.view.selected_to = Place{std::clamp<std::int64_t>(cell.h, 0, shape.h - 1),
                                   std::clamp<std::int64_t>(cell.w, 0, shape.w - 1)};
}

void set_speed(AppState& state, double steps_per_s) {
    if (!std::isfinite(steps_per_s)) return;
    state.play.speed_steps_per_s = std::clamp(steps_per_s, min_speed_steps_per_s, max_speed_steps_per_s);
}

template <class... F>
struct Overload : F... {
    using F::operator()...;
};
template <class... F>
Overload(F...) -> Overload<F...>;

void update_document(AppState& s, const Command& command) {
    std::visit(
        Overload{
            [&](const SetGeometry& c) { set_settings(s, c.geometry, s.document.rules, c.dragging); },
            [&](const SetRules& c) { set_settings(s, s.document.geometry, c.rules, false); },
            [&](const CycleTieRule&) {
                Rules rules = s.document.rules;
                rules.tie = tie_rules()[next_row(tie_rules(), static_cast<std::size_t>(rules.tie))].rule;
                set_settings(s, s.document.geometry, rules, false);
            },
            [&](const CycleOverlapRule&) {
                Rules rules = s.document.rules;
                rules.overlap = overlap_rules()[next_row(overlap_rules(), static_cast<std::size_t>(rules.overlap))].rule;
                set_settings(s, s.document.geometry, rules, false);
            },
            [&](const SetCells& c) { set_cells(s, c); },
            [&](const SetInput& c) { set_input(s, c.title, c.input, false); },
            [&](const SetGradOutput& c) {
                Document next = s.document;
                next.grad_output = c.grad_output;
                replace(s, std::move(next));
            },
            [&](const Resize& c) {
                const std::string wrong = size_complaint(c.shape.n, c.shape.c, c.shape.h, c.shape.w);
                if (!wrong.empty()) return refuse(s, wrong);
                if (c.shape == shape_of(*s.document.input)) return;
                set_input(s, s.document.title, resized(*s.document.input, c.shape), true);
            },
            [&](const Randomize& c) {
                const AnyTensor& input = *s.document.input;
                set_input(s, "random", random_tensor(c.kind, dtype_of(input), shape_of(input), c.seed), true);
            },
            [&](const OpenDocument& c) {
                replace(s, c.document);
                if (s.notice.is_error) return;
                go_to(s, 0);
                s.view.plane = 0;
                s.view.pinned.reset();
                s.view.camera = {};
            },
            [&](const EndGesture&) { s.history.end_gesture(); },
            [&](const Undo&) {
                if (!s.history.can_undo()) return;
                s.history.undo(s.document);
                settle(s);
            },
            [&](const Redo&) {
                if (!s.history.can_redo()) return;
                s.history.redo(s.document);
                settle(s);
            },
            [](const auto&) {},
        },
        command);
}

void update_walk(AppState& s, const Command& command) {
    std::visit(
        Overload{
            [&](const Seek& c) { go_by_hand(s, c.done); },
            [&](const StepOn& c) {
                const std::int64_t count = step_count(plan_of(s));
                go_by_hand(s, s.play.done + std::clamp<std::int64_t>(c.steps, -count, count));
            },
            [&](const StepRow& c) {
                const WalkPlan plan = plan_of(s);
                const std::int64_t count = step_count(plan), row = plan.output.w * steps_per_window(plan);
                go_by_hand(s, s.play.done + std::clamp<std::int64_t>(c.rows, -count / row - 1, count / row + 1) * row);
            },
            [&](const GoFirst&) { go_by_hand(s, 0); },
            [&](const GoLast&) { go_by_hand(s, step_count(plan_of(s))); },
            [&](const TogglePlay&) { toggle_play(s); },
            [&](const ChangeSpeed& c) { set_speed(s, s.play.speed_steps_per_s * c.factor); },
            [&](const SetSpeed& c) { set_speed(s, c.steps_per_s); },
            [&](const Tick& c) { tick(s, c.seconds); },
            [&](const SetStepBy& c) { set_step_by(s, c.by); },
            [&](const SetForwardOnly& c) {
                s.play.forward_only = c.forward_only;
                go_by_hand(s, s.play.done);
            },
            [&](const Reset&) {
                go_by_hand(s, 0);
                s.view.plane = 0;
                s.view.camera = {};
                s.view.pinned.reset();
                s.view.selected_to.reset();
            },
            [](const auto&) {},
        },
        command);
}

void update_view(AppState& s, const Command& command) {
    std::visit(
        Overload{
            [&](const ChoosePlane& c) { choose_plane(s, c.plane); },
            [&](const Hover& c) {
                if (!c.cell || is_valid(*c.cell, s.document)) s.view.hover = c.cell;
            },
            [&](const Pin& c) { pin(s, c.cell); },
            [&](const SelectTo& c) { select_to(s, c.cell); },
            [&](const MovePin& c) { move_pin(s, c.rows, c.cols); },
            [&](const SetCamera& c) { set_camera(s, c.camera); },
            [&](const NextMask&) { s.view.mask = masks()[next_row(masks(), static_cast<std::size_t>(s.view.mask))].value; },
            [&](const NextYShows&) {
                s.view.y_shows = y_choices()[next_row(y_choices(), static_cast<std::size_t>(s.view.y_shows))].value;
            },
            [&](const SetTheme& c) { s.view.theme = c.theme; },
            [&](const SetColormap& c) { s.view.colormap = c.row; },
            [&](const SetMask& c) { s.view.mask = c.mask; },
            [&](const SetYShows& c) { s.view.y_shows = c.shows; },
            [&](const SetScale& c) {
                if (std::isfinite(c.scale)) s.view.scale = std::clamp(c.scale, 0.75, 3.0);
            },
            [&](const ShowKeys& c) { s.view.show_keys = c.show; },
            [&](const ShowFiles& c) {
                s.view.show_files = c.show;
                if (!c.folder.empty()) s.view.folder = c.folder;
            },
            [&](const Tell& c) { s.notice = {c.sentence, c.is_error}; },
            [&](const OpenFile& c) { s.requests.push_back(c); },
            [&](const OpenExample& c) { s.requests.push_back(c); },
            [&](const CopyCells& c) { s.requests.push_back(c); },
            [&](const PasteCells& c) { s.requests.push_back(c); },
            [&](const Quit& c) { s.requests.push_back(c); },
            [](const auto&) {},
        },
        command);
}

}  // namespace

AppState start_state(Document document) {
    AppState state;
    state.document = std::move(document);
    return state;
}

AppState update(AppState state, const Command& command) {
    update_document(state, command);
    update_walk(state, command);
    update_view(state, command);
    return state;
}

WalkPlan plan_of(const AppState& state) {
    return {output_shape(state.document), state.document.geometry.kernel, state.play.by, state.play.forward_only};
}

std::optional<std::int64_t> current_index(const AppState& state) {
    if (state.play.done == 0) return std::nullopt;
    return state.play.done - 1;
}

Shape shape_of_grid(const Document& document, GridId grid) {
    if (is_input_sized(grid)) return shape_of(*document.input);
    return grid == GridId::Output ? output_shape(document) : shape_of(*document.grad_output);
}

std::optional<Selection> selection_of(const View& view) {
    if (!view.pinned) return std::nullopt;
    const Place a = view.pinned->cell, b = view.selected_to.value_or(a);
    return Selection{view.pinned->grid, view.pinned->plane, {std::min(a.h, b.h), std::min(a.w, b.w)},
                     {std::max(a.h, b.h), std::max(a.w, b.w)}};
}

}  // namespace poolwalk
