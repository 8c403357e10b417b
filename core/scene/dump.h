// The scene as text, for tests and for a reader of a failing one.
#pragma once

#include <string>

#include "core/scene/scene.h"

namespace poolwalk::scene {

// One item a line.
std::string dump(const Scene& scene);

}  // namespace poolwalk::scene
