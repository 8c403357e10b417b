// Cells whose value an edit, a setting or undo changed flash once, in whatever workspace. How long is the state's to
// say (Playback::flash); which cells is found here, from one picture to the next.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "core/scene/scene.h"

namespace poolwalk::scene {

class Flashes {
public:
    // Once a picture, in order: `revision` is the document's. What changed along with it is what flashes from now on;
    // an array that is not where it was, or has another shape, is another one and does not.
    void follow(const Scene& scene, std::uint64_t revision);
    // Over the cells, at `part` of their strength.
    void add(Scene& scene, Color color, float part) const;

private:
    struct Cells {
        Vec2 origin{};
        std::int64_t rows = 0, cols = 0;
        std::optional<GridPart> part{};
        float cell_px = 0;
        std::shared_ptr<const std::vector<float>> values{};
    };
    std::uint64_t revision_ = 0;
    std::vector<Cells> before_;
    std::vector<Rect> changed_;
};

}  // namespace poolwalk::scene
