#include "core/workspaces/workspaces.h"

#include "core/scene/theme.h"
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

Scene build_scene(const Shown& shown, const AnyLayout& layout, SceneCache& cache) {
    Scene scene;
    scene.canvas = std::visit([](const auto& placed) { return placed.canvas; }, layout);
    scene.background = palette_of(shown.state.view.theme).canvas;
    scene.keeps_names = shown.keeps_names;
    open_workspace(shown.state).draw(scene, shown, layout, cache);
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
