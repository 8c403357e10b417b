// The row of Check in the table of workspaces. A cell that is clicked is the one that is nudged; there are no steps.
#pragma once

#include "core/workspaces/workspaces.h"

namespace poolwalk::scene {

extern const WorkspaceRow check_workspace;

}  // namespace poolwalk::scene
