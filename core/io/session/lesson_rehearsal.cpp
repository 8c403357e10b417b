#include "core/io/session/lesson_rehearsal.h"

#include <algorithm>

#include "core/base/number_text.h"
#include "core/doc/update/update.h"
#include "core/workspaces/workspaces.h"

namespace poolwalk::io {
namespace {

std::string text_of(GridId grid, Place cell) { return std::string(symbol_of(grid)) + scene::place_text(cell); }

std::string shape_words(const Shape& shape) { return "is " + to_string(shape); }

// What a person calls the walk: as far as a command that moves along it is concerned.
bool same_walk(const AppState& a, const AppState& b) { return a.play == b.play && a.quiz == b.quiz; }

std::string error_of_step(const AppState& state, std::int64_t done) {
    const std::int64_t count = track_of(state).count;
    if (done >= 0 && done <= count) return {};
    return "there is no step " + std::to_string(done) + ", the walk has 0 to " + std::to_string(count);
}

std::string error_of_cells(const SetCells& set, const AppState& before) {
    for (const CellValue& c : set.cells) {
        const Shape shape = shape_of_grid(before.document, set.grid);
        if (c.plane < shape.planes() && inside(c.cell, shape.h, shape.w)) continue;
        return "there is no cell " + text_of(set.grid, c.cell) + " in plane " + std::to_string(c.plane) + ": " +
               std::string(symbol_of(set.grid)) + " " + shape_words(shape);
    }
    return {};
}

std::string error_of_shape(const char* name, const Shape& found, const Shape& expected) {
    if (found == expected) return {};
    return std::string(name) + " " + shape_words(found) + ", expected " + to_string(expected);
}

// What an action of each kind leaves undone, or empty: of those that can miss what they are about.
std::string error_of_view(const Command& command, const AppState& before, const AppState& after) {
    const View& view = after.view;
    if (const auto* pin = command.as<Pin>(); pin && pin->cell != view.pinned) return "there is no such cell";
    if (const auto* pin = command.as<PinNetwork>(); pin && pin->cell != view.network_pinned)
        return "there is no such cell";
    if (const auto* to = command.as<SelectTo>(); to && view.selected_to != to->cell)
        return view.pinned ? "there is no such cell" : "no cell is pinned to select from";
    if (command.is<MovePin>() && view.pinned == before.view.pinned &&
        view.network_pinned == before.view.network_pinned)
        return "no pinned cell moves";
    if (const auto* plane = command.as<ChoosePlane>(); plane && plane->plane != view.plane)
        return "there is no plane " + std::to_string(plane->plane) + ": X " +
               shape_words(shape_of(*after.document.input));
    if (const auto* camera = command.as<SetCamera>();
        camera && camera->camera != view.camera && camera->camera.zoom != 1)
        return "zoom is from 1 to 4096, and center two numbers from 0 to 1";
    if (const auto* check = command.as<SetCheck>(); check && check->check != view.check)
        return "h is from 1e-12 to 1000";
    if (const auto* claim = command.as<SetClaim>())
        return error_of_shape("dX", shape_of(claim->grad_input), shape_of(*after.document.input));
    return {};
}

std::string error_of_walk(const Command& command, const AppState& before, const AppState& after) {
    if (const auto* seek = command.as<Seek>()) return error_of_step(after, seek->done);
    if (const auto* play = command.as<PlayTo>()) return error_of_step(after, play->done);
    if ((command.is<StepOn>() || command.is<StepRow>()) && same_walk(before, after))
        return "the walk does not move from here";
    if (const auto* speed = command.as<SetSpeed>(); speed && speed->steps_per_s != after.play.speed_steps_per_s)
        return "the speed is from 0.25 to 256 steps a second";
    return {};
}

std::string error_of_document(const Command& command, const AppState& before, const AppState& after) {
    if (const auto* set = command.as<SetCells>()) return error_of_cells(*set, before);
    if (const auto* set = command.as<SetGradOutput>())
        return error_of_shape("dY", shape_of(set->grad_output), output_shape(before.document));
    if (command.is<Undo>() && before.revision == after.revision) return "there is nothing to take back";
    if (command.is<Redo>() && before.revision == after.revision) return "there is nothing to do again";
    if (command.is<SwapBaseline>() && !before.baseline) return "no document is held to swap with";
    return {};
}

// Compared before they are multiplied: a command may name any numbers.
bool is_beyond(const Shape& shape) {
    return !size_error(shape.n, shape.c, shape.h, shape.w).empty() || shape.cells() > max_lesson_cells;
}

// What the arrays would be, or are, beyond the limit; or empty.
std::string too_large(const Document& document, const Command* next) {
    Shape input = shape_of(*document.input);
    Geometry geometry = document.geometry;
    if (const auto* resize = next ? next->as<Resize>() : nullptr) input = resize->shape;
    if (const auto* window = next ? next->as<SetGeometry>() : nullptr) geometry = window->geometry;
    // Any other error is update's to say.
    if (next && !first_error(validate(input, geometry)).empty() &&
        size_error(input.n, input.c, input.h, input.w).empty())
        return {};
    if (!is_beyond(input) && !is_beyond(output_shape(input, geometry))) return {};
    return "X or Y would be too large for a lesson: the limit is " + std::to_string(max_lesson_cells) + " cells";
}

// Carries the action out, up to where its movement ends; returns what is wrong with it, or empty.
std::string act(AppState& state, const Command& command) {
    state.notice = {};
    if (std::string error = too_large(state.document, &command); !error.empty()) return error;
    const AppState before = state;
    state = update(std::move(state), command);
    if (state.notice.is_error) return state.notice.sentence;
    for (const auto error_of : {error_of_view, error_of_walk, error_of_document})
        if (std::string error = error_of(command, before, state); !error.empty()) return error;
    if (std::string error = too_large(state.document, nullptr); !error.empty()) return error;
    if (state.play.playing) {
        const std::int64_t end = state.play.stop_at.value_or(track_of(state).count);
        state = update(std::move(state), Seek{end});
    }
    return {};
}

// Where the workspace shows the cell, so that it can be clicked; or why it cannot.
std::string error_of_place(const AppState& state, const CellRef& ref) {
    const Shape shape = shape_of_grid(state.document, ref.grid);
    if (ref.plane >= shape.planes() || !inside(ref.cell, shape.h, shape.w))
        return "there is no cell " + text_of(ref.grid, ref.cell) + ": " + std::string(symbol_of(ref.grid)) + " " +
               shape_words(shape);
    if (ref.plane != state.view.plane)
        return "plane " + std::to_string(ref.plane) + " is not on the screen, but " +
               std::to_string(state.view.plane);
    const scene::WorkspaceRow& row = scene::open_workspace(state);
    const Derived derived;
    const AnalysisCache analyses;
    const std::optional<Step> step;
    const scene::Pointing pointing;
    const scene::Shown shown{state, derived, analyses, step, pointing};
    if (row.place_of && row.place_of(row.lay_out(shown, {0, 0, 1000, 700}), ref).w > 0) return {};
    return "this workspace does not show the cells of " + std::string(symbol_of(ref.grid));
}

// The window of the step that the page ends on, as one step; absent outside of the Walk and before its first step.
std::optional<Step> window_shown(const AppState& after) {
    if (after.view.workspace != Workspace::Walk || after.play.done == 0) return std::nullopt;
    WalkPlan plan = plan_of(after);
    StepPlace place = place_of(plan, after.play.done - 1);
    plan.by = StepBy::Window;
    place.slot = 0;
    return step_at(view_of(after.document), plan, index_of(plan, place));
}

// The cells that the window's value may come from, or that receive its gradient.
std::vector<Place> cells_that(AskedCell is, const Step& step) {
    std::vector<Place> cells;
    if (is == AskedCell::Maximum) {
        cells = step.maxima;
        if (step.best && std::ranges::find(cells, *step.best) == cells.end()) cells.push_back(*step.best);
    } else {
        for (const Contribution& contribution : step.contributions) cells.push_back(contribution.cell);
    }
    return cells;
}

std::string list_of(GridId grid, const std::vector<Place>& cells) {
    std::string list;
    for (const Place& cell : cells) list += (list.empty() ? "" : ", ") + text_of(grid, cell);
    return list.empty() ? "none" : list;
}

// Where the page does not say what its cell is, one of X or dX is the maximum of the window that the page walks to,
// or receives its gradient.
std::optional<AskedCell> asked_cell(const LessonAnswer& answer, const AppState& before, const AppState& after,
                                    const std::optional<Step>& step) {
    if (answer.is) return *answer.is == AskedCell::Any ? std::nullopt : answer.is;
    const GridId grid = answer.cell()->grid;
    if (!step || after.play.done == before.play.done || !is_input_sized(grid)) return std::nullopt;
    if (step->place.phase == Phase::Backward) return AskedCell::Receives;
    return grid == GridId::Input ? std::optional(AskedCell::Maximum) : std::nullopt;
}

std::string error_of_cell(const LessonAnswer& answer, const AppState& before, const AppState& after) {
    const auto step = window_shown(after);
    const auto is = asked_cell(answer, before, after, step);
    if (!is) return {};
    if (!step) return "the page ends on no window that could tell; \"is\": \"any\" asks for something else";
    const std::vector<Place> cells = cells_that(*is, *step);
    const GridId grid = answer.cell()->grid;
    for (const LessonReply& right : answer.right) {
        const auto& cell = std::get<CellRef>(right);
        if (cell.plane == step->place.plane && std::ranges::find(cells, cell.cell) != cells.end()) continue;
        return text_of(grid, cell.cell) + (*is == AskedCell::Maximum ? " is not the maximum" : " receives nothing") +
               " in the window that the page ends on, but " + list_of(grid, cells) +
               "; \"is\": \"any\" asks for something else";
    }
    return {};
}

std::string error_of_number(const LessonAnswer& answer, const AppState& after) {
    if (!answer.of) return {};
    const CellRef& of = *answer.of;
    const std::string name = text_of(of.grid, of.cell);
    const Shape shape = shape_of_grid(after.document, of.grid);
    if (of.plane >= shape.planes() || !inside(of.cell, shape.h, shape.w))
        return "there is no cell " + name + " after the page";
    const CellState cell = cell_state(after.document, derive(after.document), plan_of(after), after.play.done,
                                      of.plane, of.grid, of.cell);
    if (!cell.computed) return name + " holds no number yet after the page";
    if (is_right(answer, cell.value)) return {};
    return name + " holds " + exact_text(cell.value) + " after the page, not " +
           exact_text(std::get<double>(answer.right.front()));
}

// What the picture has against the answer: the page is asked on `before` and shown as `after`.
std::string error_of_answer(const LessonAnswer& answer, const AppState& before, const AppState& after) {
    std::vector<CellRef> named;
    for (const LessonReply& right : answer.right)
        if (const auto* cell = std::get_if<CellRef>(&right)) named.push_back(*cell);
    for (const LessonHint& hint : answer.hints)
        if (const auto* cell = std::get_if<CellRef>(&hint.reply)) named.push_back(*cell);
    if (answer.of) named.push_back(*answer.of);
    for (const CellRef& cell : named)
        if (std::string error = error_of_place(before, cell); !error.empty()) return error;
    if (answer.cell()) return error_of_cell(answer, before, after);
    return error_of_number(answer, after);
}

}  // namespace

void rehearse(const Lesson& lesson, const JsonField& pages) {
    AppState state = start_state(lesson.start);
    if (const std::string error = too_large(state.document, nullptr); !error.empty()) return pages.fail(error);
    for (std::size_t i = 0; i < lesson.pages.size(); ++i) {
        const LessonPage& page = lesson.pages[i];
        const JsonField action = pages.at(i)["action"];
        const AppState before = state;
        for (std::size_t k = 0; k < page.action.size(); ++k)
            if (const std::string error = act(state, page.action[k]); !error.empty())
                return (action.is_array() ? action.at(k) : action).fail(error);
        if (!page.answer) continue;
        if (const std::string error = error_of_answer(*page.answer, before, state); !error.empty())
            return pages.at(i)["answer"].fail(error);
    }
}

}  // namespace poolwalk::io
