// The row of Rules in the table of workspaces. It has no steps of its own: it shows what the rules give in the end.
#pragma once

#include "core/workspaces/workspaces.h"

namespace poolwalk::scene {

extern const WorkspaceRow rules_workspace;

}  // namespace poolwalk::scene
