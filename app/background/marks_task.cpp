#include "app/background/marks_task.h"

namespace poolwalk {

void MarksTask::follow(const AppState& state, const std::function<std::shared_ptr<const Derived>()>& derived) {
    work();
    const auto marks_of = scene::open_workspace(state).marks;
    const Shape output = output_shape(state.document);
    const Key key{state.revision, state.view.workspace, state.play.by, state.play.forward_only, output};
    if (key == key_) return;
    task_.forget();
    // Those of a walk of the same length stay until the new ones are there.
    if (Key same = key; same.revision = key_.revision, same != key_) marks_ = {};
    key_ = key;
    if (!marks_of) return;
    // No more of the state than marks depend on.
    AppState part = start_state(state.document);
    part.view.workspace = state.view.workspace;
    part.play = state.play;
    const bool is_small = shape_of(*state.document.input).cells() + output.cells() <= at_once_cells;
    task_.start(
        {std::move(part), derived()}, {},
        [marks_of](const Order& order, const Progress& progress) {
            return Result<scene::TimelineMarks>(marks_of(order.state, *order.derived, progress));
        },
        is_small ? JobMode::Immediate : JobMode::Background);
    work();
}

bool MarksTask::work() {
    const auto done = task_.take();
    if (!done || !done->result.ok()) return false;
    marks_ = *done->result;
    return true;
}

}  // namespace poolwalk
