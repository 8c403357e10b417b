// The row of Columns in the table of workspaces. Its steps go through four phases, a column at a time.
#pragma once

#include "core/workspaces/workspaces.h"

namespace poolwalk::scene {

extern const WorkspaceRow columns_workspace;

}  // namespace poolwalk::scene
