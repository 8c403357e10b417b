#include "app/background/derive_task.h"

#include <algorithm>
#include <utility>

namespace poolwalk {
namespace {

constexpr std::uint64_t before_all = 0;  // a state begins with 1

// A history is not shown.
AppState copy_without_history(AppState& state) {
    History history = std::move(state.history);
    AppState copy = state;
    copy.history = history.without_entries();
    state.history = std::move(history);
    return copy;
}

// Only those inside the grid: the command has not been validated yet.
std::vector<EditedCell> cells_of(const SetCells& command, const Document& document) {
    const Shape shape = shape_of_grid(document, command.grid);
    std::vector<EditedCell> cells;
    for (const CellValue& c : command.cells)
        if (c.plane >= 0 && c.plane < shape.planes() && inside(c.cell, shape.h, shape.w))
            cells.push_back({command.grid, c.plane, c.cell});
    return cells;
}

// Every command that the mouse or the clock gives, many times a second, and that leaves the document alone.
bool only_looks(const Command& command) {
    return command.is<Hover>() || command.is<SetCamera>() || command.is<Tick>() || command.is<Seek>() ||
           command.is<StepOn>();
}

}  // namespace

Derived& DeriveTask::own() {
    if (now_.use_count() > 1) now_ = std::make_shared<Followed>(*now_);
    return now_->derived;
}

std::optional<AppState> DeriveTask::snapshot_before(AppState& state, const Command& command) const {
    if (last_ || only_looks(command)) return std::nullopt;
    // A copy that is kept would make the edit of a cell copy the whole array.
    if (const auto* cells = command.as<SetCells>())
        if (cells->cells.size() <= EditLog::limit &&
            rederive_ms(state.document, cells_of(*cells, state.document)) <= at_once_ms)
            return std::nullopt;
    if (command.is<Undo>() && state.history.undoes_few_cells(EditLog::limit)) return std::nullopt;
    if (command.is<Redo>() && state.history.redoes_few_cells(EditLog::limit)) return std::nullopt;
    return copy_without_history(state);
}

void DeriveTask::keep(std::optional<AppState> snapshot, const AppState& state) {
    if (!snapshot || snapshot->revision == state.revision || !is_slow(state.document)) return;
    snapshot->requests.clear();
    snapshot->play.playing = false;
    last_ = std::move(snapshot);
}

void DeriveTask::begin(AppState first, const AppState& state) {
    if (!is_slow(state.document)) return;
    first.revision = before_all;
    follow(first);
    last_ = std::move(first);
    has_picture_ = false;
}

Result<std::shared_ptr<DeriveTask::Followed>> DeriveTask::follow_from(const Document& document,
                                                                      const Progress& progress) {
    auto found = std::make_shared<Followed>();
    if (!derive(document, found->derived, progress)) return stopped();
    found->method = method_now(document, found->derived.input_has_nan);
    return found;
}

void DeriveTask::take(std::shared_ptr<Followed> now, std::uint64_t revision) {
    now_ = std::move(now);
    revision_ = revision;
    last_.reset();
    has_picture_ = true;
}

// Only what some edited cells touch.
bool DeriveTask::rederive_edits(const AppState& state) {
    if (!now_) return false;
    const auto cells = state.edits.after(revision_);
    if (!cells || rederive_ms(state.document, *cells) > std::min(at_once_ms, derive_ms(state.document))) return false;
    rederive(state.document, *cells, own());
    now_->method = method_now(state.document, now_->derived.input_has_nan);
    take(now_, state.revision);
    return true;
}

bool DeriveTask::follow(const AppState& state) {
    if (auto done = task_.take(); done && done->order->revision == state.revision) {
        const bool is_worked_out = done->result.ok();
        if (is_worked_out) take(std::move(done->result).value(), state.revision);
        else error_ = done->result.error().message;
        return is_worked_out;
    }
    if (task_.order() && task_.order()->revision == state.revision) return false;
    if (now_ && revision_ == state.revision) return false;
    task_.forget();
    if (rederive_edits(state)) return true;
    if (last_ && is_slow(state.document)) {
        task_.start(
            {state.document, state.revision},
            {.name = state.document.title + ", " + to_string(shape_of(*state.document.input)),
             .doing = "Working it out"},
            [](const Order& order, const Progress& progress) { return follow_from(order.document, progress); });
        return false;
    }
    take(follow_from(state.document, {}).value(), state.revision);
    return true;
}

AppState DeriveTask::cancelled(AppState state) {
    if (!last_) return state;
    task_.forget();
    AppState next = std::move(*last_);
    last_.reset();
    has_picture_ = true;
    // The changes that were under way are taken back, and can be done again. Where that does not lead back to
    // what is shown, there is nothing to undo.
    const History shown = std::exchange(next.history, std::move(state.history));
    Document document = state.document;
    while (next.history.can_undo() && next.history.content() != shown.content())
        next.history.undo(document, state.origin);
    if (next.history.content() != shown.content()) next.history = shown;
    next.revision = state.revision + 1;
    next.edits.changed(next.revision);
    revision_ = next.revision;
    return next;
}

}  // namespace poolwalk
