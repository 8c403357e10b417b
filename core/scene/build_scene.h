// State -> Scene: the picture of the Walk. Pure but for the cache, which only saves work.
// Where things lie is layout.h's; what they look like is decided here.
#pragma once

#include <array>
#include <map>

#include "core/doc/derived.h"
#include "core/doc/update.h"
#include "core/scene/layout.h"
#include "core/scene/scene.h"

namespace poolwalk::scene {

// Values of grids and thumbnails as they were last drawn; dropped when the document or step changes.
class SceneCache {
public:
    const GridState& grid(const AppState& state, const Derived& derived, GridId grid);
    std::shared_ptr<const std::vector<float>> thumbnail(const AppState& state, std::int64_t plane);

private:
    struct Key {
        std::uint64_t revision = 0;
        std::int64_t plane = 0, done = 0;
        StepBy by = StepBy::Window;
        bool forward_only = false;
        bool operator==(const Key&) const = default;
    };
    std::array<Key, 4> keys_;
    std::array<GridState, 4> grids_;
    std::uint64_t thumbnails_revision_ = 0;
    std::map<std::int64_t, std::shared_ptr<const std::vector<float>>> thumbnails_;
};

Scene build_scene(const AppState& state, const Derived& derived, Rect canvas, SceneCache& cache);

// The scene as text, one item a line, for tests and for a reader of a failing one.
std::string dump(const Scene& scene);

}  // namespace poolwalk::scene
