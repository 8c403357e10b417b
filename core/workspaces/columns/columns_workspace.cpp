#include "core/workspaces/columns/columns_workspace.h"

#include <cmath>

#include "core/pool/ties.h"
#include "core/workspaces/columns/columns_motion.h"
#include "core/workspaces/columns/columns_scene.h"
#include "core/workspaces/columns/columns_sentence.h"
#include "core/workspaces/walk/thumbnails.h"
#include "core/workspaces/walk/walk_workspace.h"

namespace poolwalk::scene {
namespace {

const ColumnsLayout& placed(const AnyLayout& layout) { return std::get<ColumnsLayout>(layout); }

Hit hit(const Shown& shown, const AnyLayout& layout, Vec2 mouse) {
    Hit hit = columns_hit(shown.state, placed(layout), mouse);
    hit.plane = thumbnail_at(shown.state, placed(layout).strip, mouse);
    if (hit.cell && !hit.entry && is_editable(hit.cell->grid)) hit.editable = *hit.cell;
    return hit;
}

std::string hit_words(const Shown& shown, const Hit& hit) {
    if (!hit.cell && !hit.column) return {};
    return columns_cell_words(shown.state, shown.derived, hit);
}

// An entry of a matrix is a copy: it is not pinned, and its cell neither.
Clicked click(const AppState&, const Hit& hit, bool) {
    if (hit.plane) return {ChoosePlane{*hit.plane}};
    return {hit.editable ? Pin{hit.cell} : Pin{}};
}

Pointing scroll(const AppState& state, const AnyLayout& layout, Pointing pointing, double notches) {
    return scrolled(state, placed(layout), pointing, -std::lround(notches * 2));
}

Rect place_of(const AnyLayout& layout, const AnyCell& cell) {
    const auto* of_array = std::get_if<CellRef>(&cell);
    return of_array ? columns_cell_rect(placed(layout), *of_array) : Rect{};
}

Timeline timeline(const AppState& state) {
    const ColumnsPlan plan = columns_plan_of(state);
    const std::string count = ": " + std::to_string(plan.columns()) + (plan.columns() == 1 ? " column" : " columns");
    Timeline line{.count = step_count(plan), .keys = "T ties · O overlap · F1 keys"};
    for (const ColumnsPhaseRow& phase : columns_phases()) {
        const std::int64_t from = index_of(plan, {phase.phase, 0});
        line.parts.push_back({from, from + plan.columns(), phase.backward ? Tone::Backward : Tone::Forward,
                              std::string(phase.name), std::string(phase.name) + count, phase.help});
    }
    return line;
}

// Those of the Walk: columns whose maximum is tied, and columns that add to a cell already holding gradient.
TimelineMarks marks(const AppState& state, const Derived& derived, const Progress& progress) {
    const ColumnsPlan plan = columns_plan_of(state);
    const PoolView view = view_of(state.document);
    const auto& adds = derived.budget.contributes_to_nonzero();
    std::vector<std::vector<std::uint8_t>> tied;
    for (std::int64_t p = 0; p < plan.output.planes(); ++p) {
        tied.push_back(tied_windows(view, p, progress));
        if (tied.back().empty()) return {};
    }
    TimelineMarks marks;
    MarkLine tie_line(marks.ties, plan.columns()), add_line(marks.adds, plan.columns());
    for (std::int64_t j = 0; j < plan.columns(); ++j) {
        const auto& [plane, window] = place_of_column(plan, j);
        const auto middle = [&](ColumnsPhase phase) { return static_cast<double>(index_of(plan, {phase, j})) + 0.5; };
        if (tied[static_cast<std::size_t>(plane)][static_cast<std::size_t>(window.h * plan.output.w + window.w)])
            tie_line.add(j, middle(ColumnsPhase::Argmax));
        if (adds(plane, window.h, window.w) != 0) add_line.add(j, middle(ColumnsPhase::Col2im));
    }
    marks.is_complete = true;
    return marks;
}

}  // namespace

const WorkspaceRow columns_workspace{
    .workspace = Workspace::Columns,
    .words_at_edge = true,
    .lay_out = [](const Shown& s, Rect canvas) -> AnyLayout {
        return columns_layout(s.state, s.step, canvas, s.pointing);
    },
    .draw = [](Scene& scene, const Shown& s, const AnyLayout& l,
               SceneCache& cache) { draw_columns(scene, s, placed(l), cache); },
    .draw_between =
        [](Scene& scene, const StepEnds& ends, const AnyLayout& l, SceneCache& cache) {
            const auto laid_out = [&](const Shown& end) {
                return columns_layout(end.state, end.step, placed(l).canvas, end.pointing);
            };
            draw_columns_between(scene, ends, laid_out(ends.before), laid_out(ends.after), cache);
        },
    .hit = hit,
    .hit_words = hit_words,
    .click = click,
    .scroll = scroll,
    .pinned = pinned_of_arrays,
    .unpin = unpin_from_arrays,
    .types_into = [](const AppState&, const AnyCell& cell) { return std::holds_alternative<CellRef>(cell); },
    .place_of = place_of,
    .words = [](const Shown& s) { return columns_words_of(s.state, s.step); },
    .status = [](const AppState& s) { return walk_workspace.status(s); },
    .budget = columns_budget,
    .timeline = timeline,
    .marks = marks,
};

}  // namespace poolwalk::scene
