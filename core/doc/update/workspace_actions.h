// What commands do that differs from workspace to workspace, as a table: a row a workspace. What each shows is
// core/workspaces's.
#pragma once

#include "core/doc/update/update.h"

namespace poolwalk {

// What is worked out while a workspace is open, beside what follows from the document in any case.
enum class Analysis : std::uint8_t { None, RuleTable, Check, Training };

struct WorkspaceActions {
    Workspace workspace;
    Track (*track)(const AppState&);
    // Steps done, held within the track; the view's plane follows.
    void (*go_to)(AppState&, std::int64_t done);
    // The view's plane becomes that of the step done last.
    void (*follow_plane)(AppState&);
    // The walk goes to the same place in another plane.
    void (*change_plane)(AppState&, std::int64_t plane);
    void (*move_pin)(AppState&, std::int64_t rows, std::int64_t cols);
    void (*next_tie_rule)(AppState&);
    // As the view was before anything was looked at.
    void (*reset_view)(AppState&);
    Analysis analysis = Analysis::None;
    bool can_predict = false;
};

const WorkspaceActions& workspace_actions(Workspace workspace);

}  // namespace poolwalk
