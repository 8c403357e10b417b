// The row of Network in the table of workspaces. Its cells are those of the network, its steps layers.
#pragma once

#include "core/workspaces/workspaces.h"

namespace poolwalk::scene {

extern const WorkspaceRow network_workspace;

}  // namespace poolwalk::scene
