// The row of the Walk in the table of workspaces.
#pragma once

#include "core/workspaces/workspaces.h"

namespace poolwalk::scene {

extern const WorkspaceRow walk_workspace;

}  // namespace poolwalk::scene
