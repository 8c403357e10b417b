// Commands that change the document, and undo.
#include "core/doc/update_parts.h"

#include <algorithm>

namespace poolwalk {
namespace {

// Where the walk stands, apart from the numbers of a plan that is about to change.
struct Cursor {
    std::optional<StepPlace> place;  // of the step done last
    bool at_end = false;
};

Cursor cursor_of(const AppState& state) {
    const WalkPlan plan = plan_of(state);
    if (state.play.done == 0) return {};
    return {place_of(plan, state.play.done - 1), state.play.done == step_count(plan)};
}

// The same window in the plan as it is now, or the nearest one that there still is.
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

// After the document has changed: nothing may point outside it any more.
void settle(AppState& state, const Cursor& cursor) {
    ++state.revision;
    state.notice = {};
    state.play.playing = false;
    state.play.done = done_at(state, cursor);
    View& view = state.view;
    if (state.play.done > 0 && cursor.place) view.plane = place_of(plan_of(state), state.play.done - 1).plane;
    view.plane = std::clamp<std::int64_t>(view.plane, 0, shape_of(*state.document.input).planes() - 1);
    view.hover.reset();
    if (view.pinned && !is_valid(*view.pinned, state.document)) view.pinned.reset();
    view.selected_to.reset();
    state.play.network_done = std::min(state.play.network_done, network_step_count(network_of(state.document)));
}

void change(AppState& state, Change change, bool dragging = false) {
    const Cursor cursor = cursor_of(state);
    carry_out(change, state.document);
    state.history.record(std::move(change), dragging);
    settle(state, cursor);
}

void refuse(AppState& state, std::string sentence) {
    state.notice = {std::move(sentence), true};
}

// A file about the network opens on it, at its start.
void show_network(AppState& state) {
    state.view.workspace = Workspace::Network;
    state.view.network_pinned.reset();
    go_to_in_network(state, 0);
}

void replace(AppState& state, Document document) {
    const std::string wrong = complaint(*document.input, *document.grad_output, document.geometry);
    if (!wrong.empty()) return refuse(state, wrong);
    const std::string no_network = complaint(network_of(document));
    if (!no_network.empty()) return refuse(state, no_network);
    if (dtype_of(*document.input) != dtype_of(*document.grad_output))
        document.grad_output = converted(*document.grad_output, dtype_of(*document.input));
    change(state, DocumentReplaced{state.document, std::move(document)});
}

}  // namespace

void set_network(AppState& state, const NetworkSetup& setup, bool dragging) {
    if (setup == network_of(state.document)) return;
    const std::string wrong = complaint(setup);
    if (!wrong.empty()) return refuse(state, wrong);
    NetworkChanged change{state.document.network, setup};
    carry_out(change, state.document);
    state.history.record(std::move(change), dragging);
    // Nothing that is derived from X and dY has changed: the revision stays.
    state.notice = {};
    state.play.playing = false;
    go_to_in_network(state, state.play.network_done);
}

bool is_valid(const CellRef& ref, const Document& document) {
    const Shape shape = shape_of_grid(document, ref.grid);
    return ref.plane >= 0 && ref.plane < shape.planes() && inside(ref.cell, shape.h, shape.w);
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

namespace {

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

}  // namespace

void update_document(AppState& s, const Command& command) {
    std::visit(
        Overload{
            [&](const SetGeometry& c) { set_settings(s, c.geometry, s.document.rules, c.dragging); },
            [&](const SetRules& c) { set_settings(s, s.document.geometry, c.rules, false); },
            [&](const CycleTieRule&) {
                if (s.view.workspace == Workspace::Network) {
                    NetworkSetup setup = network_of(s.document);
                    setup.tie = tie_rules()[next_row(tie_rules(), static_cast<std::size_t>(setup.tie))].rule;
                    return set_network(s, setup, false);
                }
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
                Document next = c.document;
                if (!next.network) next.network = s.document.network;
                replace(s, std::move(next));
                if (s.notice.is_error) return;
                go_to_in_walk(s, 0);
                if (c.document.network) show_network(s);
                s.view.plane = 0;
                s.view.pinned.reset();
                s.view.camera = {};
            },
            [&](const EndGesture&) { s.history.end_gesture(); },
            [&](const Undo&) {
                if (!s.history.can_undo()) return;
                const Cursor cursor = cursor_of(s);
                s.history.undo(s.document);
                settle(s, cursor);
            },
            [&](const Redo&) {
                if (!s.history.can_redo()) return;
                const Cursor cursor = cursor_of(s);
                s.history.redo(s.document);
                settle(s, cursor);
            },
            [](const auto&) {},
        },
        command);
}

}  // namespace poolwalk
