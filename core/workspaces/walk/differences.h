// Two documents beside each other: what each is, in a line, and where their dX part. The pictures
// themselves are build_scene's.
#pragma once

#include <string>

#include "core/doc/baseline.h"
#include "core/scene/scene.h"
#include "core/workspaces/walk/walk_layout.h"

namespace poolwalk::scene {

// "First + Accumulate · kernel 2 × 2, stride 1 × 1", with what the two have in common left out.
std::string name_beside(const Document& document, const Document& other);

struct Differences {
    std::int64_t cells = 0, of = 0;  // of dX, in the shown plane
    bool comparable = false;         // X and so dX have one shape
    std::string sentence;
};

// Compares dX as it stands in both and rings, in `scene`, the cells of `state` that differ.
Differences ring_differences(Scene& scene, const AppState& state, const Derived& derived, const BaselineNow& baseline,
                             const WalkLayout& layout);

}  // namespace poolwalk::scene
