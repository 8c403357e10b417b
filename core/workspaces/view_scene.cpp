#include "core/workspaces/view_scene.h"

#include "core/workspaces/check/check_scene.h"
#include "core/workspaces/columns/columns_scene.h"
#include "core/workspaces/network/network_scene.h"
#include "core/workspaces/rules/rules_scene.h"
#include "core/workspaces/walk/walk_scene.h"

namespace poolwalk::scene {

Scene build_view_scene(const AppState& state, const Derived& derived, Rect canvas) {
    Explorer explorer;
    explorer.follow(state, derived.grad_input);
    SceneCache cache;
    switch (state.view.workspace) {
        case Workspace::Rules: return build_rules_scene(state, explorer.tiles(), canvas, std::nullopt);
        case Workspace::Check: return build_check_scene(state, derived, explorer, canvas);
        case Workspace::Columns: return build_columns_scene(state, derived, canvas, {}, cache);
        case Workspace::Network:
            explorer.network().take(train(network_of(state.document)));
            explorer.network().follow(state);
            return build_network_scene(state, explorer.network(), canvas, std::nullopt);
        case Workspace::Walk: break;
    }
    return build_scene(state, derived, canvas, cache);
}

}  // namespace poolwalk::scene
