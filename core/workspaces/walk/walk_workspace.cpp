#include "core/workspaces/walk/walk_workspace.h"

#include <cmath>
#include <numeric>

#include "core/pool/ties.h"
#include "core/workspaces/walk/grips.h"
#include "core/workspaces/walk/overview.h"
#include "core/workspaces/walk/thumbnails.h"
#include "core/workspaces/walk/walk_motion.h"
#include "core/workspaces/walk/walk_scene.h"

namespace poolwalk::scene {
namespace {

const WalkLayout& placed(const AnyLayout& layout) { return std::get<WalkLayout>(layout); }

// A click on a cell of the grid answers the open question.
bool takes_guess(const AppState& state, GridId grid) {
    return state.quiz.asking && (grid == GridId::Input || (grid == GridId::GradInput && backward_has_begun(state)));
}

Hit hit(const Shown& shown, const AnyLayout& layout, Vec2 mouse) {
    const WalkLayout& l = placed(layout);
    const AppState& state = shown.state;
    if (const auto camera = camera_at(state, l, mouse)) return {.camera = camera, .is_button = true};
    Hit hit{.cell = cell_at(state, l, mouse),
            .plane = thumbnail_at(state, l.strip, mouse),
            .grab = grab_at(shown, l, mouse)};
    if (!hit.cell) return hit;
    const GridId grid = hit.cell->grid;
    hit.has_number = shows_numbers(l);
    hit.marked = l.of(grid).cell(hit.cell->cell, l.cell_px);
    if (is_editable(grid) && !state.view.is_grid_hidden(grid) && !state.quiz.asking) hit.editable = *hit.cell;
    return hit;
}

std::string hit_words(const Shown& shown, const Hit& hit) {
    if (!hit.cell || shown.state.view.is_grid_hidden(hit.cell->grid)) return {};
    return cell_words(shown.state, shown.derived, *hit.cell);
}

Clicked click(const AppState& state, const Hit& hit, bool extends) {
    if (hit.camera) return {SetCamera{*hit.camera}};
    if (hit.plane) return {ChoosePlane{*hit.plane}};
    if (!hit.cell) return {Pin{}};
    if (state.view.is_grid_hidden(hit.cell->grid)) return {HideGrid{hit.cell->grid, false}};
    if (takes_guess(state, hit.cell->grid)) return {Predict{hit.cell->cell}};
    if (state.quiz.asking) return {};  // what a pinned cell received would tell
    const auto& pinned = state.view.pinned;
    if (extends && pinned && pinned->grid == hit.cell->grid) return {SelectTo{hit.cell->cell}};
    return {Pin{hit.cell}, hit.has_number};
}

std::optional<Command> zoom(const AppState& state, const AnyLayout& layout, Vec2 mouse, double notches) {
    return SetCamera{zoomed(state, placed(layout), mouse, std::pow(1.2, notches))};
}

std::optional<Command> drag(const AppState& state, const AnyLayout& layout, Vec2 from, Vec2 to) {
    if (state.view.camera.zoom <= 1) return std::nullopt;
    if (camera_at(state, placed(layout), from)) {
        const auto camera = camera_at(state, placed(layout), to);
        return camera && camera->zoom > 1 ? std::optional<Command>(SetCamera{*camera}) : std::nullopt;
    }
    return SetCamera{dragged(state, placed(layout), from, to)};
}

std::optional<Command> follow(const Shown& shown, const AnyLayout& layout) {
    if (!shown.step) return std::nullopt;
    const Camera camera = following(shown.state, placed(layout), shown.step->place.window);
    return camera == shown.state.view.camera ? std::nullopt : std::optional<Command>(SetCamera{camera});
}

bool types_into(const AppState& state, const AnyCell& cell) {
    const auto* of_array = std::get_if<CellRef>(&cell);
    return of_array && of_array->plane == state.view.plane;
}

Rect place_of(const AnyLayout& layout, const AnyCell& cell) {
    const auto* of_array = std::get_if<CellRef>(&cell);
    return of_array ? placed(layout).of(of_array->grid).cell(of_array->cell, placed(layout).cell_px) : Rect{};
}

std::string status(const AppState& state) {
    const Geometry& g = state.document.geometry;
    const auto axis = [](std::int64_t stride, std::int64_t kernel) {
        return stride < kernel ? -1 : stride > kernel ? 1 : 0;
    };
    const int rows = axis(g.stride.rows, g.kernel.rows), cols = axis(g.stride.cols, g.kernel.cols);
    if (g.dilation != Pair{1, 1}) {
        // Two windows share a cell where a multiple of the stride is one of the dilation, within the kernel.
        const bool share = std::lcm(g.stride.rows, g.dilation.rows) / g.dilation.rows < g.kernel.rows ||
                           std::lcm(g.stride.cols, g.dilation.cols) / g.dilation.cols < g.kernel.cols;
        return share ? "windows have gaps and share cells" : "windows have gaps and share no cell";
    }
    if (rows < 0 || cols < 0) return "windows overlap: stride < kernel";
    if (rows > 0 || cols > 0) return "windows leave gaps: stride > kernel";
    return "windows touch: stride = kernel";
}

Budget budget(const AppState& state, const Derived& derived) {
    const WalkPlan plan = plan_of(state);
    std::int64_t windows = 0;
    for (std::int64_t p = 0; p < plan.output.planes(); ++p)
        windows += windows_done(plan, Phase::Backward, p, state.play.done);
    return derived.budget.after(view_of(state.document, derived), windows);
}

Timeline timeline(const AppState& state) {
    const WalkPlan plan = plan_of(state);
    const std::int64_t steps = step_count(plan), windows = plan.output.cells(),
                       forward = std::min(windows * steps_per_window(plan), steps);
    const std::string count = ": " + std::to_string(windows) + (windows == 1 ? " window" : " windows");
    Timeline line{.count = steps, .keys = "T ties · O overlap · F1 keys"};
    line.parts.push_back({0, forward, Tone::Forward, "forward", "forward" + count});
    if (!plan.forward_only) line.parts.push_back({forward, steps, Tone::Backward, "backward", "backward" + count});
    return line;
}

TimelineMarks marks(const AppState& state, const Derived& derived, const Progress& progress) {
    const WalkPlan plan = plan_of(state);
    const PoolView view = view_of(state.document);
    const std::int64_t windows = plan.output.cells(), of_plane = plan.output.plane_cells();
    const auto per = static_cast<double>(steps_per_window(plan));
    const auto& adds = derived.budget.contributes_to_nonzero();
    TimelineMarks marks;
    MarkLine tie_line(marks.ties, windows), add_line(marks.adds, windows);
    for (std::int64_t p = 0; p < plan.output.planes(); ++p) {
        const std::vector<std::uint8_t> tied = tied_windows(view, p, progress);
        if (tied.empty()) return {};
        for (std::int64_t i = 0; i < of_plane; ++i) {
            const std::int64_t w = p * of_plane + i;
            const double middle = (static_cast<double>(w) + 0.5) * per;
            if (tied[static_cast<std::size_t>(i)]) tie_line.add(w, middle);
            if (!plan.forward_only && adds(p, i / plan.output.w, i % plan.output.w) != 0)
                add_line.add(w, static_cast<double>(windows) * per + middle);
        }
    }
    marks.is_complete = true;
    return marks;
}

}  // namespace

const WorkspaceRow walk_workspace{
    .workspace = Workspace::Walk,
    .has_baseline = true,
    .lay_out = [](const Shown& s, Rect canvas) -> AnyLayout { return walk_layout(s.state, canvas); },
    .draw = [](Scene& scene, const Shown& s, const AnyLayout& l,
               SceneCache& cache) { draw_walk(scene, s, placed(l), cache); },
    .draw_between = [](Scene& scene, const StepEnds& ends, const AnyLayout& l,
                       SceneCache& cache) { draw_walk_between(scene, ends, placed(l), cache); },
    .hit = hit,
    .hit_words = hit_words,
    .click = click,
    .zoom = zoom,
    .drag = drag,
    .pull = [](const AppState& state, const AnyLayout& l, const Grab& grab,
               Vec2 to) { return pulled(state, placed(l), grab, to); },
    .follow = follow,
    .pinned = pinned_of_arrays,
    .unpin = unpin_from_arrays,
    .types_into = types_into,
    .place_of = place_of,
    .words = [](const Shown& s) { return words_of(s.state, s.step); },
    .status = status,
    .budget = budget,
    .timeline = timeline,
    .marks = marks,
};

}  // namespace poolwalk::scene
