#include "core/workspaces/workspaces.h"

#include "core/scene/motion.h"
#include "core/scene/theme.h"
#include "core/workspaces/answer_marks.h"
#include "core/workspaces/check/check_workspace.h"
#include "core/workspaces/columns/columns_workspace.h"
#include "core/workspaces/network/network_workspace.h"
#include "core/workspaces/rules/rules_workspace.h"
#include "core/workspaces/walk/walk_workspace.h"

namespace poolwalk::scene {

// By Workspace.
std::span<const WorkspaceRow* const> workspace_rows() {
    static constexpr std::array rows{&walk_workspace, &rules_workspace, &columns_workspace, &check_workspace,
                                     &network_workspace};
    return rows;
}

const WorkspaceRow& row(Workspace workspace) { return *workspace_rows()[static_cast<std::size_t>(workspace)]; }

std::optional<AnyCell> pinned_of_arrays(const View& view) {
    return view.pinned ? std::optional<AnyCell>(*view.pinned) : std::nullopt;
}

Command unpin_from_arrays() { return Pin{}; }

namespace {

Rect canvas_of(const AnyLayout& layout) {
    return std::visit([](const auto& placed) { return placed.canvas; }, layout);
}

Scene empty_scene(const Shown& shown, const AnyLayout& layout) {
    Scene scene;
    scene.canvas = canvas_of(layout);
    scene.background = palette_of(shown.state.view.theme).canvas;
    scene.keeps_names = shown.keeps_names;
    return scene;
}

Scene still_scene(const Shown& shown, const AnyLayout& layout, SceneCache& cache) {
    Scene scene = empty_scene(shown, layout);
    open_workspace(shown.state).draw(scene, shown, layout, cache);
    add_answer_marks(scene, shown, layout);
    return scene;
}

}  // namespace

Scene build_scene(const Shown& shown, const AnyLayout& layout, SceneCache& cache) {
    const auto moment = moment_of(shown.state);
    const WorkspaceRow& open = open_workspace(shown.state);
    if (!moment || !open.has_steps) return still_scene(shown, layout, cache);
    const StepEnds ends(shown, *moment);
    const auto still = [&](const Shown& end) {
        if (&end == &shown) return still_scene(shown, layout, cache);
        return still_scene(end, open.lay_out(end, canvas_of(layout)), cache);
    };
    if (ends.t <= 0) return still(ends.before);
    if (ends.t >= 1) return still(ends.after);
    Scene scene = empty_scene(shown, layout);
    if (open.draw_between) open.draw_between(scene, ends, layout, cache);
    else add_scene_between(scene, still(ends.before), still(ends.after), ends.t);
    return scene;
}

Scene build_scene(const AppState& state, const Derived& derived, Rect canvas, SceneCache& cache) {
    AnalysisCache analyses;
    analyses.follow(state, derived.grad_input);
    if (analyses.network().needs_training(state)) {
        analyses.network().take(train(network_of(state.document)));
        analyses.network().follow(state);
    }
    const std::optional<Step> step = step_done_last(state, &derived.argmax);
    const Pointing pointing;
    const Shown shown{state, derived, analyses, step, pointing};
    return build_scene(shown, open_workspace(state).lay_out(shown, canvas), cache);
}

}  // namespace poolwalk::scene
