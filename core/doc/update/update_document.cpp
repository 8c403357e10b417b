// Commands that change the document, and undo.
#include "core/base/number_text.h"
#include "core/doc/update/update_parts.h"
#include "core/doc/update/workspace_actions.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace poolwalk {

Cursor cursor_of(const AppState& state) {
    const WalkPlan plan = plan_of(state);
    Cursor cursor;
    if (state.play.done > 0) {
        cursor.place = place_of(plan, state.play.done - 1);
        cursor.at_end = state.play.done == step_count(plan);
    }
    if (const auto step = current_columns_step(state)) {
        const ColumnsPlan columns = columns_plan_of(state);
        cursor.phase = step->phase;
        cursor.column = place_of_column(columns, step->column);
        cursor.columns_at_end = state.play.columns_done == step_count(columns);
    }
    return cursor;
}

std::int64_t done_at(const AppState& state, const Cursor& cursor) {
    const WalkPlan plan = plan_of(state);
    if (!cursor.place) return 0;
    if (cursor.at_end) return step_count(plan);
    StepPlace place = *cursor.place;
    place.plane = std::min(place.plane, plan.output.planes() - 1);
    place.window = {std::min(place.window.h, plan.output.h - 1), std::min(place.window.w, plan.output.w - 1)};
    place.slot = std::min(place.slot, steps_per_window(plan) - 1);
    return std::min(index_of(plan, place) + 1, step_count(plan));
}

namespace {

std::int64_t columns_done_at(const AppState& state, const Cursor& cursor) {
    const ColumnsPlan plan = columns_plan_of(state);
    if (!cursor.phase) return 0;
    if (cursor.columns_at_end) return step_count(plan);
    const auto& [plane, window] = cursor.column;
    const ColumnPlace place{std::min(plane, plan.output.planes() - 1),
                            {std::min(window.h, plan.output.h - 1), std::min(window.w, plan.output.w - 1)}};
    return index_of(plan, {*cursor.phase, column_of(plan, place)}) + 1;
}

// Single cells are remembered, anything else is not.
void note_edits(AppState& state, const CellsChanged* cells) {
    if (!cells || cells->edits.size() > EditLog::limit) return state.edits.changed(state.revision);
    std::vector<EditedCell> edited;
    for (const CellEdit& e : cells->edits) edited.push_back({cells->grid, e.plane, e.cell});
    state.edits.edited(state.revision, edited);
}

// After the document has changed, in those cells or anyhow: nothing may point outside it any more.
void settle(AppState& state, const Cursor& cursor, const CellsChanged* cells) {
    ++state.revision;
    note_edits(state, cells);
    state.notice = {};
    state.play.playing = false;
    state.play.done = done_at(state, cursor);
    state.play.columns_done = columns_done_at(state, cursor);
    View& view = state.view;
    follow_plane(state);
    view.plane = std::clamp<std::int64_t>(view.plane, 0, shape_of(*state.document.input).planes() - 1);
    view.hover.reset();
    if (view.pinned && !is_valid(*view.pinned, state.document)) view.pinned.reset();
    view.selected_to.reset();
    state.play.network_done = std::min(state.play.network_done, network_step_count(network_of(state.document)));
}

void change(AppState& state, Change change, bool dragging = false) {
    const Cursor cursor = cursor_of(state);
    carry_out(change, state.document);
    const auto* cells = std::get_if<CellsChanged>(&change);
    settle(state, cursor, cells);
    state.history.record(std::move(change), dragging);
}

void refuse(AppState& state, std::string sentence) { state.notice = {std::move(sentence), true}; }

// A file about the network opens on it, at its start.
void show_network(AppState& state) {
    state.view.workspace = Workspace::Network;
    state.view.network_pinned.reset();
    network_to(state, 0);
}

void replace(AppState& state, Document document) {
    const std::string wrong = document_error(*document.input, *document.grad_output, document.geometry);
    if (!wrong.empty()) return refuse(state, wrong);
    const std::string no_network = setup_error(network_of(document));
    if (!no_network.empty()) return refuse(state, no_network);
    if (dtype_of(*document.input) != dtype_of(*document.grad_output))
        document.grad_output = converted(*document.grad_output, dtype_of(*document.input));
    document.method = method_under(document.method, document.rules);
    change(state, DocumentReplaced{std::move(document)});
}

}  // namespace

void set_network(AppState& state, const NetworkSetup& setup, bool dragging) {
    if (setup == network_of(state.document)) return;
    const std::string wrong = setup_error(setup);
    if (!wrong.empty()) return refuse(state, wrong);
    change(state, NetworkChanged{state.document.network, setup}, dragging);
}

bool is_valid(const CellRef& ref, const Document& document) {
    const Shape shape = shape_of_grid(document, ref.grid);
    return ref.plane >= 0 && ref.plane < shape.planes() && inside(ref.cell, shape.h, shape.w);
}

namespace {

void change_settings(AppState& state, Settings after, bool dragging) {
    const Document& doc = state.document;
    const Settings before{doc.geometry, doc.rules, doc.method, doc.grad_output, doc.kept_grad_output};
    const auto& geometry = after.geometry;
    if (geometry == doc.geometry && after.rules == doc.rules && after.method == doc.method) return;
    const std::string wrong = first_error(validate(shape_of(*doc.input), geometry));
    if (!wrong.empty()) return refuse(state, wrong);
    const Shape output = output_shape(shape_of(*doc.input), geometry);
    if (output != output_shape(doc)) {
        const Settings* gesture = dragging ? state.history.gesture_start() : nullptr;
        const Settings& from = gesture ? *gesture : before;
        const bool back_at_start = gesture && output == output_shape(shape_of(*doc.input), from.geometry);
        const FittedGradient fit =
            back_at_start ? FittedGradient{from.grad_output, from.kept_grad_output}
                          : fitted(from.grad_output, from.kept_grad_output, output, dtype_of(*doc.input));
        after.grad_output = fit.grad_output;
        after.kept_grad_output = fit.kept;
    }
    change(state, SettingsChanged{before, std::move(after)}, dragging);
}

}  // namespace

void set_settings(AppState& state, const Geometry& geometry, const Rules& rules, bool dragging) {
    const Document& doc = state.document;
    change_settings(
        state, {geometry, rules, std::string(method_under(doc.method, rules)), doc.grad_output, doc.kept_grad_output},
        dragging);
}

void set_method(AppState& state, std::string_view name) {
    const MethodRow* method = find_method(name);
    if (!method)
        return refuse(state, "there is no method of this name; `poolwalk list methods` tells which there are");
    const Document& doc = state.document;
    change_settings(
        state,
        {doc.geometry, rules_under(*method, doc.rules), std::string(name), doc.grad_output, doc.kept_grad_output},
        false);
}

namespace {

// X may change its shape: the geometry must still fit, and dY follows.
void set_input(AppState& state, std::string title, AnyTensor input, bool keep_grad_output) {
    Document next = state.document;
    const std::string wrong = first_error(validate(shape_of(input), next.geometry));
    if (!wrong.empty()) return refuse(state, wrong);
    const Shape output = output_shape(shape_of(input), next.geometry);
    const DType dtype = dtype_of(input);
    const FittedGradient fit = keep_grad_output ? fitted(next.grad_output, next.kept_grad_output, output, dtype)
                                                : FittedGradient{make_tensor(dtype, output, 1.0), {}};
    next.grad_output = fit.grad_output;
    next.kept_grad_output = fit.kept;
    next.title = std::move(title);
    next.input = std::move(input);
    if (!keep_grad_output) next.layout = AxisOrder::NCHW;
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
    for (const CellEdit& e : edits.edits)
        if (single && std::isfinite(e.after) && std::isinf(static_cast<float>(e.after)))
            return refuse(state, exact_text(e.after) +
                                     " is larger than float32 can hold, 3.4028235e+38 at most; inf " +
                                     "can be typed");
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

void handle(AppState& s, const SetGeometry& c) { set_settings(s, c.geometry, s.document.rules, c.dragging); }

void handle(AppState& s, const SetRules& c) { set_settings(s, s.document.geometry, c.rules, false); }

void handle(AppState& s, const SetMethod& c) { set_method(s, c.name); }

void handle(AppState& s, const CycleOverlapRule&) {
    Rules rules = s.document.rules;
    rules.overlap = overlap_rules()[next_row(overlap_rules(), static_cast<std::size_t>(rules.overlap))].rule;
    set_settings(s, s.document.geometry, rules, false);
}

void handle(AppState& s, const SetCells& c) { set_cells(s, c); }

void handle(AppState& s, const SetInput& c) { set_input(s, c.title, c.input, false); }

void handle(AppState& s, const SetGradOutput& c) {
    Document next = s.document;
    next.grad_output = c.grad_output;
    next.kept_grad_output = {};
    replace(s, std::move(next));
}

void handle(AppState& s, const SetLayout& c) {
    if (c.layout != s.document.layout) replace(s, in_layout(s.document, c.layout));
}

void handle(AppState& s, const Resize& c) {
    const std::string wrong = size_error(c.shape.n, c.shape.c, c.shape.h, c.shape.w);
    if (!wrong.empty()) return refuse(s, wrong);
    if (c.shape == shape_of(*s.document.input)) return;
    set_input(s, s.document.title, resized(*s.document.input, c.shape), true);
}

void handle(AppState& s, const Randomize& c) {
    const AnyTensor& input = *s.document.input;
    set_input(s, "random", random_tensor(c.kind, dtype_of(input), shape_of(input), c.seed), true);
}

void handle(AppState& s, const SetBaseline& c) {
    s.baseline.reset();
    if (c.hold) s.baseline = Baseline{s.document, s.revision};
}

void handle(AppState& s, const SwapBaseline&) {
    if (!s.baseline) return;
    Document next = s.baseline->document;
    s.baseline = Baseline{s.document, s.revision};
    replace(s, std::move(next));
}

void handle(AppState& s, const EndGesture&) { s.history.end_gesture(); }

void handle(AppState& s, const Undo&) {
    if (!s.history.can_undo()) return;
    const Cursor cursor = cursor_of(s);
    settle(s, cursor, s.history.undo(s.document, s.origin));
}

void handle(AppState& s, const Redo&) {
    if (!s.history.can_redo()) return;
    const Cursor cursor = cursor_of(s);
    settle(s, cursor, s.history.redo(s.document, s.origin));
}

void handle(AppState& s, const CycleTieRule&) { workspace_actions(s.view.workspace).next_tie_rule(s); }

// Another document, which comes from `origin`, in the place of this one, before its first step; false if it was
// refused.
bool begin(AppState& state, const Document& document, Origin origin, bool is_work) {
    replace(state, document);
    if (state.notice.is_error) return false;
    origin.saved_content = is_work ? 0 : state.history.content();
    state.history.opened_over(std::exchange(state.origin, std::move(origin)));
    state.play.done = 0;
    state.play.columns_done = 0;
    state.play.waited_s = 0;
    state.view.plane = 0;
    state.view.pinned.reset();
    state.view.camera = {};
    return true;
}

}  // namespace

void open(AppState& s, const OpenDocument& c) {
    Document next = c.document;
    if (!next.network) next.network = s.document.network;
    if (!begin(s, next, {.file = c.file, .stamp = c.stamp, .is_watched = c.is_watched}, c.is_work)) return;
    if (c.document.network) show_network(s);
    if (c.claim) s.claim = c.claim;
    s.notice = {c.note, false};
    if (c.may_be_nhwc && c.document.layout == AxisOrder::NCHW)
        s.question = Question{.kind = QuestionKind::Layout, .path = c.file};
}

namespace {

// An X that comes again keeps the layer and, where it fits, dY.
Document with_layer_of(const Document& now, Document next, const std::optional<AnyTensor>& grad_output) {
    next = in_layout(next, now.layout);
    next.rules = now.rules;
    next.method = now.method;
    const Shape& input = shape_of(*next.input);
    if (!first_error(validate(input, now.geometry)).empty()) return next;
    next.geometry = now.geometry;
    const Shape output = output_shape(next);
    if (grad_output && shape_of(*grad_output) == output) {
        next.grad_output = converted(*grad_output, dtype_of(*next.input));
        return next;
    }
    const FittedGradient fit = fitted(now.grad_output, now.kept_grad_output, output, dtype_of(*next.input));
    next.grad_output = fit.grad_output;
    next.kept_grad_output = fit.kept;
    return next;
}

}  // namespace

bool read_again(AppState& s, const ReadAgain& c) {
    const Document& read = *c.document;
    const std::string wrong = document_error(*read.input, *read.grad_output, read.geometry);
    if (!wrong.empty()) {
        refuse(s, wrong);
        return false;
    }
    Document next = c.is_array ? with_layer_of(s.document, read, c.grad_output) : read;
    if (!next.network) next.network = s.document.network;
    const bool is_work = c.is_array && has_unsaved_work(s);
    replace(s, std::move(next));
    if (s.notice.is_error) return false;
    s.origin.stamp = c.stamp;
    if (!is_work) s.origin.saved_content = s.history.content();
    return true;
}

void open(AppState& s, const OpenSession& c) {
    Origin origin{.file = c.file, .is_session = true, .stamp = c.stamp, .is_watched = c.is_watched};
    if (!begin(s, c.session.document, std::move(origin), c.is_work)) return;
    s.play = c.session.play;
    s.play.playing = false;
    s.play.waited_s = 0;
    s.play.stop_at.reset();
    if (!std::isfinite(s.play.speed_steps_per_s)) s.play.speed_steps_per_s = 1;
    s.play.speed_steps_per_s = std::clamp(s.play.speed_steps_per_s, min_speed_steps_per_s, max_speed_steps_per_s);
    set_view(s, c.session.view);
    walk_to(s, c.session.play.done);
    columns_to(s, c.session.play.columns_done);
    network_to(s, c.session.play.network_done);
    s.quiz = without_question(c.session.quiz);
    s.claim = c.session.claim;
}

void update(AppState& state, const DocumentCommand& command) {
    std::visit([&](const auto& one) { handle(state, one); }, command);
}

}  // namespace poolwalk
