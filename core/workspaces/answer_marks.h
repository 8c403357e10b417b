// What the questions of lessons and of Predict leave on the picture, in whatever workspace: a question mark in the
// cell whose number is asked for, a cross on each cell that was a wrong reply, a tick on the right one. Comes last of
// all parts.
#pragma once

#include "core/workspaces/workspaces.h"

namespace poolwalk::scene {

void add_answer_marks(Scene& scene, const Shown& shown, const AnyLayout& layout);

}  // namespace poolwalk::scene
